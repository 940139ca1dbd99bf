-- Emergency encounters per person-year: visits that began in the period, by the age at
-- the visit, over the years lived at that age in the period.
select
    age_groups.age_group as measure,
    count(*) / any_value(person_years.person_years) as measured_value
from visits
inner join age_groups
    on
        visits.age between age_groups.first_age and age_groups.last_age
        and (age_groups.gender is null or visits.gender = age_groups.gender)
inner join person_years
    on age_groups.age_group = person_years.age_group
where visits.encounter_type = 'ER'
group by age_groups.age_group
