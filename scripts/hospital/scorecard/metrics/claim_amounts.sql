-- Allowed over charged: dollars allowed over dollars charged on paid claims, by type of
-- payer. The facility claim of a stay is its largest.
with paid as (
    select
        claims.*,
        row_number() over (
            partition by encounter_id order by claim_amount desc, billing_id asc
        ) as size_rank
    from claims
    where claim_status = 'Paid'
)

select
    payer_type as measure,
    sum(allowed_amount) / sum(claim_amount) as measured_value
from paid
group by payer_type
union all
select
    payer_type || ', inpatient facility' as measure,
    sum(allowed_amount) / sum(claim_amount) as measured_value
from paid
where encounter_type = 'Inpatient' and size_rank = 1
group by payer_type
