-- Inpatient stays per month, specialty and the reason why they count in the readmission
-- rate or do not, and how many came back within 30 days. For the rates of a chosen
-- period, with intervals that the page computes as the mart of all months does, and for
-- the waterfall.
select
    calendar_month,
    specialty_name,
    index_reason,
    stay_count,
    readmitted_stay_count,
    any_return_count,
    unplanned_readmitted_stay_count
from healthcare_olap.monthly_inpatient_stays_by_specialty
order by calendar_month, specialty_name, index_reason
