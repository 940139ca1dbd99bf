-- Admission type and source stand on inpatient encounters, all of them, and on no
-- other.
select
    encounter_id,
    encounter_type,
    admission_type,
    admission_source
from encounters
where
    (encounter_type = 'Inpatient') <> (admission_type is not null)
    or (encounter_type = 'Inpatient') <> (admission_source is not null)
