{%- set cases = [] -%}
{%- for part, expected in [
    ("day", "2024-05-31"),
    ("month", "2024-05-01"),
    ("quarter", "2024-04-01"),
    ("year", "2024-01-01")
] -%}
    {%- set moment = dbt.cast("'2024-05-31 23:59:59'", "timestamp") -%}
    {%- do cases.append((
        dbt.cast(dbt.date_trunc(part, moment), "date"),
        dbt.cast("'" ~ expected ~ "'", "date")
    )) -%}
{%- endfor -%}
{{ unexpected_values(cases) }}
