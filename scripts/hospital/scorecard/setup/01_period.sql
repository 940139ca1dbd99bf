-- The period that the data know: from the first simulated day to the end of the as-of
-- date, as the load's record says, else from the first to the last encounter. `middle`
-- is the day at which persons are counted.
create table period as
with loads as (
    select
        min(start_date) as start_date,
        max(as_of_date) as as_of_date
    from data_loads
),

seen as (
    select
        cast(min(encounter_date) as date) as start_date,
        cast(max(encounter_date) as date) as as_of_date
    from encounters
),

bounds as (
    select
        coalesce(loads.start_date, seen.start_date) as start_date,
        coalesce(loads.as_of_date, seen.as_of_date) as as_of_date
    from loads
    cross join seen
)

select
    start_date,
    as_of_date,
    cast(start_date as timestamp) as start_at,
    cast(as_of_date + 1 as timestamp) as end_at,
    start_date + cast((as_of_date - start_date) // 2 as integer) as middle
from bounds;

-- Every day of it.
create table period_days as
select
    cast(
        unnest(range(start_date, as_of_date + 1, interval 1 day)) as date
    ) as period_day
from period;

-- The whole calendar years in it, for figures that are published per year.
create table calendar_years as
select
    cast(unnest as integer) as calendar_year,
    make_date(cast(unnest as integer), 7, 1) as middle
from period, unnest(range(year(start_date), year(as_of_date) + 1))
where
    make_date(cast(unnest as integer), 1, 1) >= start_date
    and make_date(cast(unnest as integer), 12, 31) <= as_of_date;
