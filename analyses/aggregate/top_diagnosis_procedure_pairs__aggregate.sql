-- Which diagnoses and procedures occur together in most encounters?
-- The table has the count and the rank of every pair over all time; a period would have
-- to be counted from the bridge.

select
    diagnosis_key,
    procedure_key,
    icd10_code,
    icd10_description,
    cpt_code,
    cpt_description,
    encounter_count,
    pair_rank
from {{ ref("top_diagnosis_procedure_pairs") }}
where pair_rank <= 10
order by pair_rank, diagnosis_key, procedure_key
