-- An encounter with diagnoses has exactly one principal one, whose sequence is its
-- lowest and which the fact names; one without has the unknown member on the fact.

with principal_rows as (
    select
        encounter_key,
        sum(is_principal) as principal_count,
        sum(is_principal * diagnosis_key) as principal_diagnosis_key,
        sum(is_principal * diagnosis_sequence) as principal_sequence,
        min(diagnosis_sequence) as lowest_sequence
    from {{ ref("bridge_encounter_diagnosis") }}
    group by encounter_key
)

select
    encounters.encounter_key,
    encounters.principal_diagnosis_key,
    principal_rows.principal_diagnosis_key as bridged_diagnosis_key,
    principal_rows.principal_count
from {{ ref("fact_encounters") }} as encounters
left join principal_rows
    on encounters.encounter_key = principal_rows.encounter_key
where
    coalesce(principal_rows.principal_count, 1) <> 1
    or coalesce(principal_rows.principal_diagnosis_key, -1)
    <> encounters.principal_diagnosis_key
    or principal_rows.principal_sequence <> principal_rows.lowest_sequence
