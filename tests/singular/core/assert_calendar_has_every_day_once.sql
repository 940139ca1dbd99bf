-- Without its unknown member, dim_date has every day from calendar_start_date to
-- calendar_end_date: both ends, and as many rows as days between them.

{% set first_day = modules.datetime.date.fromisoformat(var("calendar_start_date")) %}
{% set last_day = modules.datetime.date.fromisoformat(var("calendar_end_date")) %}

with calendar as (
    select
        min(date_key) as first_date_key,
        max(date_key) as last_date_key,
        count(distinct calendar_date) as day_count
    from {{ ref("dim_date") }}
    where date_key <> -1
)

select *
from calendar
where
    first_date_key <> {{ first_day.strftime("%Y%m%d") }}
    or last_date_key <> {{ last_day.strftime("%Y%m%d") }}
    or day_count <> {{ (last_day - first_day).days + 1 }}
