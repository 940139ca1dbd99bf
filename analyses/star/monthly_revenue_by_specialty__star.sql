-- Per month and specialty of the encounter: what was earned, what is pending or denied?
-- The fact already holds the sums of each encounter's claims, so a plain sum is right.

select
    dim_date.calendar_month,
    dim_specialty.specialty_key,
    dim_specialty.specialty_name,
    count(*) as encounter_count,
    sum(fact_encounters.claim_count) as claim_count,
    sum(fact_encounters.revenue_amount) as revenue_amount,
    sum(fact_encounters.pending_amount) as pending_amount,
    sum(fact_encounters.denied_amount) as denied_amount
from {{ ref("fact_encounters") }} as fact_encounters
inner join {{ ref("dim_date") }} as dim_date
    on fact_encounters.encounter_date_key = dim_date.date_key
inner join {{ ref("dim_specialty") }} as dim_specialty
    on fact_encounters.specialty_key = dim_specialty.specialty_key
group by
    dim_date.calendar_month,
    dim_specialty.specialty_key,
    dim_specialty.specialty_name
order by
    dim_date.calendar_month,
    dim_specialty.specialty_key
