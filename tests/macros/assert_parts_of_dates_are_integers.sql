{%- set last_second = dbt.cast("'2023-12-31 23:59:59'", "timestamp") -%}
{%- set midnight = dbt.cast("'2024-01-01 00:00:00'", "timestamp") -%}
{%- set leap_day = dbt.cast("'2024-02-29'", "date") -%}
{%- set missing = dbt.cast("null", "date") -%}
{{ unexpected_values([
    (year_of(last_second), "2023"),
    (year_of(midnight), "2024"),
    (year_of(missing), "null"),
    (quarter_of(last_second), "4"),
    (quarter_of(leap_day), "1"),
    (quarter_of(dbt.cast("'2024-04-01'", "date")), "2"),
    (month_of(last_second), "12"),
    (month_of(midnight), "1"),
    (month_of(leap_day), "2"),
    (day_of_month_of(last_second), "31"),
    (day_of_month_of(leap_day), "29"),
    (day_of_year_of(midnight), "1"),
    (day_of_year_of(last_second), "365"),
    (day_of_year_of(leap_day), "60"),
    (day_of_year_of(dbt.cast("'2024-12-31'", "date")), "366"),
    (day_of_year_of(missing), "null")
]) }}
