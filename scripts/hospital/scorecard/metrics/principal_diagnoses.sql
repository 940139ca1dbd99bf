-- Reasons for stays: share of inpatient encounters with the condition as principal
-- diagnosis (sequence 1), newborns' birth stays in the denominator.
select
    condition as measure,
    100.0 * count(distinct encounter_id)
    / (select count(*) from visits where encounter_type = 'Inpatient') as value
from encounter_conditions
where encounter_type = 'Inpatient' and is_principal
group by condition
