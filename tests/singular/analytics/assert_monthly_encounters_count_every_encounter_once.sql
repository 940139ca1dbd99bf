-- Over months, specialties and types the encounters add up to those of the fact, and so
-- do the encounters of the months' revenue.

with answers as (
    select
        'monthly_encounters_by_specialty' as model_name,
        coalesce(sum(encounter_count), 0) as encounter_count
    from {{ ref("monthly_encounters_by_specialty") }}
    union all
    select
        'monthly_revenue_by_specialty' as model_name,
        coalesce(sum(encounter_count), 0) as encounter_count
    from {{ ref("monthly_revenue_by_specialty") }}
),

facts as (
    select count(*) as encounter_count
    from {{ ref("fact_encounters") }}
)

select
    answers.model_name,
    answers.encounter_count,
    facts.encounter_count as expected_encounter_count
from answers
cross join facts
where answers.encounter_count <> facts.encounter_count
