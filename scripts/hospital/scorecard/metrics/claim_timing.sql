-- Days between the steps of a claim, over claims sent at least 180 days before the
-- as-of date, so that slow ones are in. Submission: from discharge to the first claim.
-- Payment: from submission to the decision of claims paid at first. Days in accounts
-- receivable: the mean time, weighted by dollars charged, from discharge to the last
-- decision on the charge, which is the balance over the daily charges when both are
-- steady.
with mature as (
    select *
    from claims
    where claim_date <= as_of_date - 180
)

select
    'discharge to submission' as measure,
    avg(claim_date - discharge_day) as measured_value
from mature
where is_first
union all
select
    'submission to payment, ' || payer_type as measure,
    avg(decided_date - claim_date) as measured_value
from mature
where is_first and claim_status = 'Paid'
group by payer_type
union all
select
    'in accounts receivable' as measure,
    sum(claim_amount * (decided_date - discharge_day))
    / sum(claim_amount) as measured_value
from mature
where is_last and claim_status in ('Paid', 'Denied')
