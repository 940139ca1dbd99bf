-- Diagnosed prevalence: of the persons alive at the end of the period, by the age then,
-- the share with a code of the condition on any encounter of the period, in any
-- position. The data begin with the period: a diagnosis that was last coded before
-- does not count.
with persons as (
    select
        age,
        gender,
        count(*) as person_count
    from persons_at_end
    group by age, gender
),

diagnosed as (
    select
        diagnosed_persons.condition,
        persons_at_end.age,
        persons_at_end.gender,
        count(*) as person_count
    from persons_at_end
    inner join diagnosed_persons
        on persons_at_end.patient_id = diagnosed_persons.patient_id
    group by
        diagnosed_persons.condition, persons_at_end.age, persons_at_end.gender
),

denominators as (
    select
        age_groups.age_group,
        sum(persons.person_count) as person_count
    from persons
    inner join age_groups
        on
            persons.age between age_groups.first_age and age_groups.last_age
            and (age_groups.gender is null or persons.gender = age_groups.gender)
    group by age_groups.age_group
),

numerators as (
    select
        diagnosed.condition,
        age_groups.age_group,
        sum(diagnosed.person_count) as person_count
    from diagnosed
    inner join age_groups
        on
            diagnosed.age between age_groups.first_age and age_groups.last_age
            and (age_groups.gender is null or diagnosed.gender = age_groups.gender)
    group by diagnosed.condition, age_groups.age_group
)

select
    numerators.condition || ', ' || numerators.age_group as measure,
    100.0 * numerators.person_count / denominators.person_count as measured_value
from numerators
inner join denominators
    on numerators.age_group = denominators.age_group
