{%- set cases = [] -%}
{%- for month_name in [
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"
] -%}
    {%- set day = dbt.cast("'2024-" ~ "%02d" % loop.index ~ "-28'", "date") -%}
    {%- do cases.append((month_name_of(day), "'" ~ month_name ~ "'")) -%}
{%- endfor -%}
{%- for day_name in [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
] -%}
    {%- set day = dbt.cast("'2024-01-0" ~ loop.index ~ " 23:59:59'", "timestamp") -%}
    {%- do cases.append((day_name_of(day), "'" ~ day_name ~ "'")) -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "date") -%}
{%- do cases.extend([
    (month_name_of(missing), "null"),
    (day_name_of(missing), "null")
]) -%}
{{ unexpected_values(cases) }}
