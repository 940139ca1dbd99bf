{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns"
) }}

-- One row per calendar day, and the unknown member for dates that are missing or
-- outside the calendar.
--
-- The fiscal year is named after the calendar year in which it ends and starts in the
-- month of the variable fiscal_year_start_month. Weeks are ISO 8601. A federal holiday
-- that falls on a weekend has two days, its own and the one on which it is observed.

with days as (
    select * from {{ ref("int_days_generated") }}
),

federal_holidays as (
    select * from {{ ref("int_federal_holidays_dated") }}
),

{% set fiscal_start = var("fiscal_year_start_month") | int %}
{% set fiscal_year_shift %}
case
    when {{ fiscal_start }} > 1 and days.month_number >= {{ fiscal_start }} then 1
    else 0
end
{% endset %}
{% set month_of_fiscal_year %}
mod(days.month_number - {{ fiscal_start }} + 12, 12)
{% endset %}

calendar as (
    select
        {{ dbt.cast(date_key("days.calendar_date"), "integer") }} as date_key,
        days.calendar_date,
        {{ format_year_month("days.calendar_date") }} as calendar_month,
        days.calendar_year,
        {{ quarter_of("days.calendar_date") }} as quarter_number,
        days.month_number,
        {{ dbt.cast(month_name_of("days.calendar_date"), "varchar(9)") }} as month_name,
        {{ dbt.cast(dbt.date_trunc("month", "days.calendar_date"), "date") }}
            as month_start_date,
        days.day_of_month,
        {{ day_of_year_of("days.calendar_date") }} as day_of_year,
        {{ iso_year_of("days.calendar_date") }} as iso_year,
        {{ iso_week_of("days.calendar_date") }} as iso_week_number,
        days.iso_day_of_week,
        {{ dbt.cast(day_name_of("days.calendar_date"), "varchar(9)") }} as day_name,
        days.calendar_year + {{ fiscal_year_shift }} as fiscal_year,
        {{ integer_divide(month_of_fiscal_year, 3) }} + 1 as fiscal_quarter_number,
        case when days.iso_day_of_week in (6, 7) then 1 else 0 end as is_weekend,
        case when federal_holidays.calendar_date is null then 0 else 1 end
            as is_federal_holiday,
        federal_holidays.holiday_name as federal_holiday_name
    from days
    left join federal_holidays
        on days.calendar_date = federal_holidays.calendar_date
    where
        days.calendar_date
        between {{ dbt.cast("'" ~ var("calendar_start_date") ~ "'", "date") }}
        and {{ dbt.cast("'" ~ var("calendar_end_date") ~ "'", "date") }}
),

unknown_member as (
    select
        -1 as date_key,
        {{ dbt.cast(start_of_time(), "date") }} as calendar_date,
        'Unknown' as calendar_month,
        0 as calendar_year,
        0 as quarter_number,
        0 as month_number,
        'Unknown' as month_name,
        {{ dbt.cast(start_of_time(), "date") }} as month_start_date,
        0 as day_of_month,
        0 as day_of_year,
        0 as iso_year,
        0 as iso_week_number,
        0 as iso_day_of_week,
        'Unknown' as day_name,
        0 as fiscal_year,
        0 as fiscal_quarter_number,
        0 as is_weekend,
        0 as is_federal_holiday,
        {{ dbt.cast("null", "varchar(60)") }} as federal_holiday_name
),

members as (
    select * from calendar
    union all
    select * from unknown_member
),

final as (
    select
        {{ dbt.cast("date_key", "integer") }} as date_key,
        calendar_date,
        {{ dbt.cast("calendar_month", "varchar(7)") }} as calendar_month,
        {{ dbt.cast("calendar_year", "integer") }} as calendar_year,
        {{ dbt.cast("quarter_number", "integer") }} as quarter_number,
        {{ dbt.cast("month_number", "integer") }} as month_number,
        {{ dbt.cast("month_name", "varchar(9)") }} as month_name,
        month_start_date,
        {{ dbt.cast("day_of_month", "integer") }} as day_of_month,
        {{ dbt.cast("day_of_year", "integer") }} as day_of_year,
        {{ dbt.cast("iso_year", "integer") }} as iso_year,
        {{ dbt.cast("iso_week_number", "integer") }} as iso_week_number,
        {{ dbt.cast("iso_day_of_week", "integer") }} as iso_day_of_week,
        {{ dbt.cast("day_name", "varchar(9)") }} as day_name,
        {{ dbt.cast("fiscal_year", "integer") }} as fiscal_year,
        {{ dbt.cast("fiscal_quarter_number", "integer") }} as fiscal_quarter_number,
        {{ dbt.cast("is_weekend", "integer") }} as is_weekend,
        {{ dbt.cast("is_federal_holiday", "integer") }} as is_federal_holiday,
        {{ dbt.cast("federal_holiday_name", "varchar(60)") }} as federal_holiday_name
    from members
)

select * from final
{{ where_changed() }}
