-- In-hospital mortality: share of ended inpatient encounters with the disposition
-- Expired, by age at admission. Heart failure is the principal diagnosis, sepsis is
-- any-listed, as in their sources.
with ended as (
    select
        encounter_id,
        age,
        cast(coalesce(discharge_disposition, '') = 'Expired' as integer) as died
    from visits
    where encounter_type = 'Inpatient' and discharge_date is not null
),

conditions as (
    select distinct
        condition,
        encounter_id
    from encounter_conditions
    where is_principal or condition = 'sepsis'
)

select
    'all inpatient' as measure,
    100.0 * avg(died) as measured_value
from ended
union all
select
    age_groups.age_group as measure,
    100.0 * avg(ended.died) as measured_value
from ended
inner join age_groups
    on
        age_groups.gender is null
        and ended.age between age_groups.first_age and age_groups.last_age
group by age_groups.age_group
union all
select
    conditions.condition as measure,
    100.0 * avg(ended.died) as measured_value
from ended
inner join conditions
    on ended.encounter_id = conditions.encounter_id
group by conditions.condition
