{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns"
) }}

-- One row per day that is a US federal holiday, or on which one is observed.
--
-- The holidays are those of 5 U.S.C. 6103 since the Uniform Monday Holiday Act took
-- effect in 1971. A holiday is on a fixed day of a month, or on the nth of one weekday
-- (-1 is the last). A fixed one that falls on a Saturday is observed on the Friday
-- before, on a Sunday on the Monday after; that day's name says so, and both days are
-- kept. Dr. King's birthday counts from 1986, Juneteenth from 2021 (it was observed on
-- Friday, June 18 in that first year); from 1971 to 1977 Veterans Day was a Monday in
-- October.

{# name, first year, last year, month, fixed day of month, ISO weekday, occurrence #}
{% set holidays = [
    ("New Year''s Day", 1971, 9999, 1, 1, 0, 0),
    ("Birthday of Martin Luther King, Jr.", 1986, 9999, 1, 0, 1, 3),
    ("Washington''s Birthday", 1971, 9999, 2, 0, 1, 3),
    ("Memorial Day", 1971, 9999, 5, 0, 1, -1),
    ("Juneteenth National Independence Day", 2021, 9999, 6, 19, 0, 0),
    ("Independence Day", 1971, 9999, 7, 4, 0, 0),
    ("Labor Day", 1971, 9999, 9, 0, 1, 1),
    ("Columbus Day", 1971, 9999, 10, 0, 1, 2),
    ("Veterans Day", 1971, 1977, 10, 0, 1, 4),
    ("Veterans Day", 1978, 9999, 11, 11, 0, 0),
    ("Thanksgiving Day", 1971, 9999, 11, 0, 4, 4),
    ("Christmas Day", 1971, 9999, 12, 25, 0, 0),
] %}

with days as (
    select * from {{ ref("int_days_generated") }}
),

rules as (
    {% for name, first_year, last_year, month, day, weekday, occurrence in holidays %}
        select
            '{{ name }}' as holiday_name,
            {{ first_year }} as first_year,
            {{ last_year }} as last_year,
            {{ month }} as month_number,
            {{ day }} as fixed_day_of_month,
            {{ weekday }} as iso_day_of_week,
            {{ occurrence }} as occurrence_in_month
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

placed_days as (
    select
        days.*,
        {{ integer_divide("day_of_month + 6", 7) }} as occurrence_in_month,
        case
            when
                {{ month_of(dbt.dateadd("day", 7, "calendar_date")) }} <> month_number
                then 1
            else 0
        end as is_last_occurrence
    from days
),

holidays as (
    select
        placed_days.calendar_date,
        placed_days.iso_day_of_week,
        rules.holiday_name,
        rules.fixed_day_of_month
    from placed_days
    inner join rules
        on
            placed_days.month_number = rules.month_number
            and placed_days.calendar_year between rules.first_year and rules.last_year
            and (
                placed_days.day_of_month = rules.fixed_day_of_month
                or (
                    placed_days.iso_day_of_week = rules.iso_day_of_week
                    and (
                        placed_days.occurrence_in_month = rules.occurrence_in_month
                        or placed_days.is_last_occurrence * -1
                        = rules.occurrence_in_month
                    )
                )
            )
),

all_holidays as (
    select
        calendar_date,
        holiday_name,
        0 as is_observed_day
    from holidays
    union all
    select
        {{ dbt.cast(
            dbt.dateadd(
                "day", "case iso_day_of_week when 6 then -1 else 1 end", "calendar_date"
            ),
            "date"
        ) }} as calendar_date,
        {{ dbt.concat(["holiday_name", "' (observed)'"]) }} as holiday_name,
        1 as is_observed_day
    from holidays
    where
        fixed_day_of_month > 0
        and iso_day_of_week in (6, 7)
),

final as (
    select
        calendar_date,
        {{ dbt.cast("holiday_name", "varchar(60)") }} as holiday_name,
        is_observed_day
    from all_holidays
)

select * from final
{{ where_changed() }}
