-- Claims and their money per month, specialty and payer, in US dollars. For revenue by
-- month, by payer and both, and for the share of the charges that was denied.
select
    calendar_month,
    specialty_name,
    payer_name,
    claim_count,
    claim_amount,
    revenue_amount,
    pending_amount,
    denied_amount
from healthcare_olap.monthly_revenue_by_payer
order by calendar_month, specialty_name, payer_name
