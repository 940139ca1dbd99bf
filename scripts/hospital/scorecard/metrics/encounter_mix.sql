-- Mix: the share of each encounter type among all encounters that began in the period.
-- An emergency visit and the stay that follows it are two encounters.
select
    encounter_type as measure,
    100.0 * count(*) / sum(count(*)) over () as measured_value
from visits
group by encounter_type
