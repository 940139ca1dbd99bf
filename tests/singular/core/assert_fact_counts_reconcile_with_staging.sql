-- The fact's counts of diagnoses, procedures and claims add up to the rows of staging,
-- for each encounter by itself, and no row of staging lacks its encounter.

with staged_rows as (
    select
        encounter_id,
        1 as is_diagnosis,
        0 as is_procedure,
        0 as is_claim
    from {{ ref("stg_oltp__encounter_diagnoses") }}
    union all
    select
        encounter_id,
        0 as is_diagnosis,
        1 as is_procedure,
        0 as is_claim
    from {{ ref("stg_oltp__encounter_procedures") }}
    union all
    select
        encounter_id,
        0 as is_diagnosis,
        0 as is_procedure,
        1 as is_claim
    from {{ ref("stg_oltp__billing") }}
),

signed_rows as (
    select
        encounter_id,
        is_diagnosis,
        is_procedure,
        is_claim
    from staged_rows
    union all
    select
        encounter_id,
        -1 * diagnosis_count as is_diagnosis,
        -1 * procedure_count as is_procedure,
        -1 * claim_count as is_claim
    from {{ ref("fact_encounters") }}
)

select
    encounter_id,
    sum(is_diagnosis) as missing_diagnosis_count,
    sum(is_procedure) as missing_procedure_count,
    sum(is_claim) as missing_claim_count
from signed_rows
group by encounter_id
having sum(is_diagnosis) <> 0 or sum(is_procedure) <> 0 or sum(is_claim) <> 0
