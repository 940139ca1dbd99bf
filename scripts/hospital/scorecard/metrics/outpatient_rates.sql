-- Outpatient encounters per person-year: encounters that began in the period, by the
-- age at the encounter, over the years lived at that age in the period. The ratio is
-- women's rate over men's.
with rates as (
    select
        age_groups.age_group,
        count(*) / any_value(person_years.person_years) as rate
    from visits
    inner join age_groups
        on
            visits.age between age_groups.first_age and age_groups.last_age
            and (age_groups.gender is null or visits.gender = age_groups.gender)
    inner join person_years
        on age_groups.age_group = person_years.age_group
    where visits.encounter_type = 'Outpatient'
    group by age_groups.age_group
)

select
    age_group as measure,
    rate as measured_value
from rates
union all
select
    'women over men' as measure,
    max(rate) filter (age_group = 'women, all ages')
    / max(rate) filter (age_group = 'men, all ages') as measured_value
from rates
