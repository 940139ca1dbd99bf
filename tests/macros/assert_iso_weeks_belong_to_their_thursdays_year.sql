{%- set cases = [] -%}
{%- for day, iso_year, iso_week, iso_day in [
    ("2021-01-03", 2020, 53, 7),
    ("2021-01-04", 2021, 1, 1),
    ("2018-12-31", 2019, 1, 1),
    ("2023-01-01", 2022, 52, 7),
    ("2024-12-29", 2024, 52, 7),
    ("2024-12-30", 2025, 1, 1),
    ("2026-12-31", 2026, 53, 4),
    ("2024-02-29", 2024, 9, 4)
] -%}
    {%- set date = dbt.cast("'" ~ day ~ "'", "date") -%}
    {%- set last_second = dbt.cast("'" ~ day ~ " 23:59:59'", "timestamp") -%}
    {%- for moment in (date, last_second) -%}
        {%- do cases.extend([
            (iso_year_of(moment), iso_year),
            (iso_week_of(moment), iso_week),
            (iso_day_of_week_of(moment), iso_day)
        ]) -%}
    {%- endfor -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "date") -%}
{%- do cases.extend([
    (iso_year_of(missing), "null"),
    (iso_week_of(missing), "null"),
    (iso_day_of_week_of(missing), "null")
]) -%}
{{ unexpected_values(cases) }}
