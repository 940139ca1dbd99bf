-- Inpatient stays per 1,000 person-years: inpatient encounters that began in the
-- period, as discharge statistics count them (each encounter of a transfer), by the age
-- at admission, over the years lived at that age. Newborns' own birth stays (principal
-- diagnosis Z38) are counted but where the measure says otherwise.
with rates as (
    select
        age_groups.age_group,
        1000.0 * count(*) / any_value(person_years.person_years) as rate,
        1000.0 * count(*) filter (coalesce(visits.principal, '') not like 'Z38%')
        / any_value(person_years.person_years) as rate_without_births
    from visits
    inner join age_groups
        on
            visits.age between age_groups.first_age and age_groups.last_age
            and age_groups.gender is null
    inner join person_years
        on age_groups.age_group = person_years.age_group
    where visits.encounter_type = 'Inpatient'
    group by age_groups.age_group
)

select
    age_group as measure,
    rate as measured_value
from rates
union all
select
    age_group || ', newborn stays excluded' as measure,
    rate_without_births as measured_value
from rates
