{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns"
) }}

-- One row per calendar day, from the day before calendar_start_date to the day after
-- calendar_end_date.
--
-- The two extra days let a holiday just outside the calendar be observed inside it. The
-- days come from numbers made of decimal digits: no recursion, which servers limit.

{% set first_day = modules.datetime.date.fromisoformat(var("calendar_start_date")) %}
{% set last_day = modules.datetime.date.fromisoformat(var("calendar_end_date")) %}
{% set day_count = (last_day - first_day).days + 3 %}
{% if last_day < first_day %}
    {{ exceptions.raise_compiler_error(
        "calendar_end_date " ~ last_day ~ " is before calendar_start_date " ~ first_day
    ) }}
{% endif %}
{% set digit_count = (day_count - 1) | string | length %}

with digits as (
    {% for digit in range(10) %}
        select {{ digit }} as digit
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

numbers as (
    select
        {% for place in range(digit_count) %}
            digits_{{ place }}.digit * {{ 10 ** place }}{{ " +" if not loop.last }}
        {% endfor %}
            as day_number
    from digits as digits_0
    {% for place in range(1, digit_count) %}
        cross join digits as digits_{{ place }}
    {% endfor %}
),

days as (
    select
        {{ dbt.cast(
            dbt.dateadd(
                'day',
                'day_number - 1',
                dbt.cast("'" ~ var('calendar_start_date') ~ "'", 'date')
            ),
            'date'
        ) }} as calendar_date
    from numbers
    where day_number < {{ day_count }}
),

final as (
    select
        calendar_date,
        {{ year_of("calendar_date") }} as calendar_year,
        {{ month_of("calendar_date") }} as month_number,
        {{ day_of_month_of("calendar_date") }} as day_of_month,
        {{ iso_day_of_week_of("calendar_date") }} as iso_day_of_week
    from days
)

select * from final
{{ where_changed() }}
