-- All entries of the ledger together are what each month and specialty counts and
-- earns.

with both_sides as (
    select
        calendar_month,
        specialty_key,
        encounter_count_change as encounter_count,
        claim_count_change as claim_count,
        revenue_amount_change as revenue_amount,
        pending_amount_change as pending_amount,
        denied_amount_change as denied_amount
    from {{ ref("revenue_ledger") }}
    union all
    select
        calendar_month,
        specialty_key,
        -encounter_count as encounter_count,
        -claim_count as claim_count,
        -revenue_amount as revenue_amount,
        -pending_amount as pending_amount,
        -denied_amount as denied_amount
    from {{ ref("monthly_revenue_by_specialty") }}
)

select
    calendar_month,
    specialty_key
from both_sides
group by calendar_month, specialty_key
having
    sum(encounter_count) <> 0
    or sum(claim_count) <> 0
    or sum(revenue_amount) <> 0
    or sum(pending_amount) <> 0
    or sum(denied_amount) <> 0
