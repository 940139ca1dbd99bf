-- Which diagnoses and procedures occur together in most encounters?
-- On the OLTP tables repeats are taken out of both many-to-many tables first, so that
-- joining them counts an encounter once for a pair.

with encounter_diagnoses as (
    select
        encounter_id,
        diagnosis_id
    from {{ source("oltp", "encounter_diagnoses") }}
    group by encounter_id, diagnosis_id
),

encounter_procedures as (
    select
        encounter_id,
        procedure_id
    from {{ source("oltp", "encounter_procedures") }}
    group by encounter_id, procedure_id
),

pairs as (
    select
        encounter_diagnoses.diagnosis_id,
        encounter_procedures.procedure_id,
        count(*) as encounter_count
    from encounter_diagnoses
    inner join encounter_procedures
        on encounter_diagnoses.encounter_id = encounter_procedures.encounter_id
    group by encounter_diagnoses.diagnosis_id, encounter_procedures.procedure_id
),

ranked_pairs as (
    select
        pairs.*,
        rank() over (order by encounter_count desc) as pair_rank
    from pairs
)

select
    diagnosis_codes.diagnosis_id as diagnosis_key,
    procedure_codes.procedure_id as procedure_key,
    diagnosis_codes.icd10_code,
    diagnosis_codes.icd10_description,
    procedure_codes.cpt_code,
    procedure_codes.cpt_description,
    ranked_pairs.encounter_count,
    ranked_pairs.pair_rank
from ranked_pairs
inner join {{ source("oltp", "diagnoses") }} as diagnosis_codes
    on ranked_pairs.diagnosis_id = diagnosis_codes.diagnosis_id
inner join {{ source("oltp", "procedures") }} as procedure_codes
    on ranked_pairs.procedure_id = procedure_codes.procedure_id
where ranked_pairs.pair_rank <= 10
order by
    ranked_pairs.pair_rank,
    diagnosis_codes.diagnosis_id,
    procedure_codes.procedure_id
