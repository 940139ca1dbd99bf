-- Encounters per month, specialty and encounter type. For the volumes and trends, and
-- for the months and specialties that the page can be filtered by.
select
    calendar_month,
    specialty_name,
    encounter_type,
    encounter_count
from healthcare_olap.monthly_encounters_by_specialty
order by calendar_month, specialty_name, encounter_type
