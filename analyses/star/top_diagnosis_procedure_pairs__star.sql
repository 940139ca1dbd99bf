-- Which diagnoses and procedures occur together in most encounters?
-- The top ten with every pair that ties with the tenth. The bridge of pairs has an
-- encounter once for a pair, so that counting rows counts encounters.

with pairs as (
    select
        diagnosis_key,
        procedure_key,
        count(*) as encounter_count
    from {{ ref("bridge_encounter_pair") }}
    group by diagnosis_key, procedure_key
),

ranked_pairs as (
    select
        pairs.*,
        rank() over (order by encounter_count desc) as pair_rank
    from pairs
)

select
    dim_diagnosis.diagnosis_key,
    dim_procedure.procedure_key,
    dim_diagnosis.icd10_code,
    dim_diagnosis.icd10_description,
    dim_procedure.cpt_code,
    dim_procedure.cpt_description,
    ranked_pairs.encounter_count,
    ranked_pairs.pair_rank
from ranked_pairs
inner join {{ ref("dim_diagnosis") }} as dim_diagnosis
    on ranked_pairs.diagnosis_key = dim_diagnosis.diagnosis_key
inner join {{ ref("dim_procedure") }} as dim_procedure
    on ranked_pairs.procedure_key = dim_procedure.procedure_key
where ranked_pairs.pair_rank <= 10
order by
    ranked_pairs.pair_rank,
    dim_diagnosis.diagnosis_key,
    dim_procedure.procedure_key
