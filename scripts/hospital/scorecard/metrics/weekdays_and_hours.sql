-- Weekday and hour of arrival, over all encounters of the type in the period. Monday:
-- arrivals per Monday over arrivals per day. Quietest hour: the smallest share of the
-- 24 clock hours.
with emergency as (
    select
        encounter_date,
        hour(encounter_date) as arrival_hour
    from visits
    where encounter_type = 'ER'
),

days as (
    select
        count(*) as all_days,
        count(*) filter (isodow(day) = 1) as mondays
    from (
        select unnest(range(start_date, as_of_date + 1, interval 1 day)) as day
        from period
    ) as listed
),

hours as (
    select
        range as arrival_hour,
        (select count(*) from emergency where emergency.arrival_hour = range) as arrivals
    from range(24)
)

select
    'outpatient at weekends' as measure,
    100.0 * avg(cast(isodow(encounter_date) >= 6 as integer)) as value
from visits
where encounter_type = 'Outpatient'
union all
select
    'emergency on Monday' as measure,
    (count(*) filter (isodow(emergency.encounter_date) = 1) / any_value(days.mondays))
    / (count(*) / any_value(days.all_days)) as value
from emergency
cross join days
union all
select
    'emergency from 10:00 to 22:00' as measure,
    100.0 * avg(cast(arrival_hour between 10 and 21 as integer)) as value
from emergency
union all
select
    'emergency in the quietest hour' as measure,
    100.0 * min(arrivals) / sum(arrivals) as value
from hours
