-- Per month and specialty of the encounter: what was earned, what is pending or denied?
-- The table has this grain, and all of it adds up over months and specialties.

select
    calendar_month,
    specialty_key,
    specialty_name,
    encounter_count,
    claim_count,
    revenue_amount,
    pending_amount,
    denied_amount
from {{ ref("monthly_revenue_by_specialty") }}
order by calendar_month, specialty_key
