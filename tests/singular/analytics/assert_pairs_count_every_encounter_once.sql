-- Each encounter adds one to as many pairs as it has different diagnoses times
-- different procedures.

with pairs as (
    select coalesce(sum(encounter_count), 0) as pair_count
    from {{ ref("top_diagnosis_procedure_pairs") }}
),

encounter_diagnoses as (
    select
        encounter_key,
        count(distinct diagnosis_key) as diagnosis_count
    from {{ ref("bridge_encounter_diagnosis") }}
    group by encounter_key
),

encounter_procedures as (
    select
        encounter_key,
        count(distinct procedure_key) as procedure_count
    from {{ ref("bridge_encounter_procedure") }}
    group by encounter_key
),

expected as (
    select
        coalesce(
            sum(
                encounter_diagnoses.diagnosis_count
                * encounter_procedures.procedure_count
            ),
            0
        ) as pair_count
    from encounter_diagnoses
    inner join encounter_procedures
        on encounter_diagnoses.encounter_key = encounter_procedures.encounter_key
)

select
    pairs.pair_count,
    expected.pair_count as expected_pair_count
from pairs
cross join expected
where pairs.pair_count <> expected.pair_count
