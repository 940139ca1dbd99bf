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
        count(*) filter (isodow(period_day) = 1) as mondays
    from period_days
),

hours as (
    select
        clock.arrival_hour,
        count(emergency.arrival_hour) as arrivals
    from range(24) as clock (arrival_hour)
    left join emergency
        on clock.arrival_hour = emergency.arrival_hour
    group by clock.arrival_hour
)

select
    'outpatient at weekends' as measure,
    100.0 * avg(cast(isodow(encounter_date) >= 6 as integer)) as measured_value
from visits
where encounter_type = 'Outpatient'
union all
select
    'emergency on Monday' as measure,
    (count(*) filter (isodow(emergency.encounter_date) = 1) / any_value(days.mondays))
    / (count(*) / any_value(days.all_days)) as measured_value
from emergency
cross join days
union all
select
    'emergency from 10:00 to 22:00' as measure,
    100.0 * avg(cast(arrival_hour between 10 and 21 as integer)) as measured_value
from emergency
union all
select
    'emergency in the quietest hour' as measure,
    100.0 * min(arrivals) / sum(arrivals) as measured_value
from hours
