-- Reasons for stays: share of inpatient encounters with the condition as principal
-- diagnosis (sequence 1), newborns' birth stays in the denominator.
with inpatients as (
    select count(*) as encounter_count
    from visits
    where encounter_type = 'Inpatient'
)

select
    encounter_conditions.condition as measure,
    100.0 * count(distinct encounter_conditions.encounter_id)
    / any_value(inpatients.encounter_count) as measured_value
from encounter_conditions
cross join inpatients
where
    encounter_conditions.encounter_type = 'Inpatient'
    and encounter_conditions.is_principal
group by encounter_conditions.condition
