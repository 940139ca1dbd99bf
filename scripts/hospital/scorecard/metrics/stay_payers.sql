-- Primary payer of inpatient stays: share of inpatient encounters by the payer of their
-- first claim, else by the payer on record at admission. Uninsured is Self-Pay.
select
    payer_type as measure,
    100.0 * count(*) / sum(count(*)) over () as measured_value
from visits
where encounter_type = 'Inpatient'
group by payer_type
