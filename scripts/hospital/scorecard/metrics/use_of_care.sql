-- Use of care in a calendar year: persons at the middle of each whole calendar year of
-- the period, by the age then, and if they had any encounter (a doctor contact), an
-- emergency visit or an inpatient stay that began in that year.
with used as (
    select
        calendar_year,
        patient_id,
        bool_or(encounter_type = 'ER') as had_emergency,
        bool_or(encounter_type = 'Inpatient') as had_stay
    from visits
    group by calendar_year, patient_id
),

persons as (
    select
        persons_by_year.age,
        persons_by_year.gender,
        cast(used.patient_id is null as integer) as had_none,
        cast(coalesce(used.had_emergency, false) as integer) as had_emergency,
        cast(coalesce(used.had_stay, false) as integer) as had_stay
    from persons_by_year
    left join used
        on
            persons_by_year.patient_id = used.patient_id
            and persons_by_year.calendar_year = used.calendar_year
),

grouped as (
    select
        age_groups.age_group,
        100.0 * avg(persons.had_none) as had_none,
        100.0 * avg(persons.had_emergency) as had_emergency,
        100.0 * avg(persons.had_stay) as had_stay
    from persons
    inner join age_groups
        on
            persons.age between age_groups.first_age and age_groups.last_age
            and (age_groups.gender is null or persons.gender = age_groups.gender)
    group by age_groups.age_group
)

select
    'no encounter, ' || age_group as measure,
    had_none as measured_value
from grouped
union all
select
    'an emergency visit, ' || age_group as measure,
    had_emergency as measured_value
from grouped
union all
select
    'an inpatient stay, ' || age_group as measure,
    had_stay as measured_value
from grouped
