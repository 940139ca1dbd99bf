-- Per month, specialty and encounter type: how many encounters, of how many people?
-- The table has this grain. Its encounters add up over specialties, types and months;
-- its people do not: someone seen in two specialties is one person in each.

select
    calendar_month,
    specialty_key,
    specialty_name,
    encounter_type,
    encounter_count,
    unique_patient_count
from {{ ref("monthly_encounters_by_specialty") }}
order by calendar_month, specialty_key, encounter_type
