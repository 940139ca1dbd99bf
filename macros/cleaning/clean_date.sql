{#
    A date written in one of four ways: 2024-03-09, 03/09/2024 (month first, as in the
    USA), 20240309 and 09-Mar-2024 (the month in any case). Null for everything else: a
    day that the calendar does not have, two-digit years, days or months without their
    zero, years before 1900 or from 2200 on.

        {{ clean_date("insurance_effective_date") }}        '03/09/2024' is 2024-03-09
#}
{% macro clean_date(expression) -%}
    {%- set text = without_padding(expression) -%}
    {%- set months = [
        "jan", "feb", "mar", "apr", "may", "jun",
        "jul", "aug", "sep", "oct", "nov", "dec"
    ] -%}
    {%- set month_number -%}
        case lower(substring({{ text }}, 4, 3))
            {%- for month in months %}
            when '{{ month }}' then '{{ "%02d" | format(loop.index) }}'
            {%- endfor %}
        end
    {%- endset -%}
    {%- set year_month_day -%}
        case
            when {{ regexp_matches(text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$") }}
                then {{ text }}
            when {{ regexp_matches(text, "^[0-9]{2}/[0-9]{2}/[0-9]{4}$") }}
                then {{ dbt.concat([
                    "substring(" ~ text ~ ", 7, 4)", "'-'",
                    "substring(" ~ text ~ ", 1, 2)", "'-'",
                    "substring(" ~ text ~ ", 4, 2)"
                ]) }}
            when {{ regexp_matches(text, "^[0-9]{8}$") }}
                then {{ dbt.concat([
                    "substring(" ~ text ~ ", 1, 4)", "'-'",
                    "substring(" ~ text ~ ", 5, 2)", "'-'",
                    "substring(" ~ text ~ ", 7, 2)"
                ]) }}
            when {{ regexp_matches(text, "^[0-9]{2}-[A-Za-z]{3}-[0-9]{4}$") }}
                then {{ dbt.concat([
                    "substring(" ~ text ~ ", 8, 4)", "'-'",
                    month_number, "'-'",
                    "substring(" ~ text ~ ", 1, 2)"
                ]) }}
        end
    {%- endset -%}
    {%- set years = "(19|20|21)[0-9]{2}" -%}
    {%- set days_of_months = [
        "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
        "(0[469]|11)-(0[1-9]|[12][0-9]|30)",
        "02-(0[1-9]|1[0-9]|2[0-8])"
    ] | join("|") -%}
    {%- set leap_years = "((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)" -%}
    {%- set in_calendar = (
        "^(" ~ years ~ "-(" ~ days_of_months ~ ")|" ~ leap_years ~ "-02-29)$"
    ) -%}
    case
        when {{ regexp_matches(year_month_day, in_calendar) }}
            then {{ dbt.cast(year_month_day, "date") }}
    end
{%- endmacro %}
