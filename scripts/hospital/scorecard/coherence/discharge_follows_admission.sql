-- An encounter ends after it has begun.
select
    encounter_id,
    encounter_date,
    discharge_date
from encounters
where discharge_date <= encounter_date
