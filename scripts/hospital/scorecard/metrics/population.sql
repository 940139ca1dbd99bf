-- Population: who is in the register at the middle of the period, alive and born by
-- then, by the age on that day. Women are counted among the persons whose gender is
-- recorded as F or M.
with counted as (
    select
        age_groups.age_group,
        count(*) as persons,
        count(*) filter (persons_at_middle.gender = 'F') as women,
        count(*) filter (persons_at_middle.gender in ('F', 'M')) as recorded
    from persons_at_middle
    inner join age_groups
        on
            age_groups.gender is null
            and persons_at_middle.age
            between age_groups.first_age and age_groups.last_age
    group by age_groups.age_group
)

select
    age_group as measure,
    100.0 * persons / (select count(*) from persons_at_middle) as measured_value
from counted
union all
select
    'women, ' || age_group as measure,
    100.0 * women / recorded as measured_value
from counted
