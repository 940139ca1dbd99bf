-- Per month and specialty of the encounter: what was earned, what is pending or denied?
-- The fact already holds the sums of each encounter's claims, so a plain sum is right.

with summed_encounters as (
    select
        calendar_month,
        specialty_key,
        count(*) as encounter_count,
        sum(claim_count) as claim_count,
        sum(revenue_amount) as revenue_amount,
        sum(pending_amount) as pending_amount,
        sum(denied_amount) as denied_amount
    from {{ ref("fact_encounters") }}
    group by calendar_month, specialty_key
)

select
    summed_encounters.calendar_month,
    dim_specialty.specialty_key,
    dim_specialty.specialty_name,
    summed_encounters.encounter_count,
    summed_encounters.claim_count,
    summed_encounters.revenue_amount,
    summed_encounters.pending_amount,
    summed_encounters.denied_amount
from summed_encounters
inner join {{ ref("dim_specialty") }} as dim_specialty
    on summed_encounters.specialty_key = dim_specialty.specialty_key
order by
    summed_encounters.calendar_month,
    dim_specialty.specialty_key
