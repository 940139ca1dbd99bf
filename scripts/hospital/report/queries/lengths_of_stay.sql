-- Ended inpatient stays per month, specialty and length in days. For the distribution,
-- the medians and the quartiles of a chosen period.
select
    calendar_month,
    specialty_name,
    length_of_stay_days,
    stay_count
from healthcare_olap.monthly_length_of_stay_by_specialty
order by calendar_month, specialty_name, length_of_stay_days
