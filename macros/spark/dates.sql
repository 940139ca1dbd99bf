{#
    dbt's arithmetic on dates and timestamps for Spark. That of dbt-spark goes over the
    seconds since 1970 and gives timestamps with a time zone, an error where a value is
    null, elapsed hours and minutes instead of the boundaries passed, and an older month
    where the first day is later in its month.
#}
{% macro spark__dateadd(datepart, interval, from_date_or_timestamp) -%}
    timestampadd({{ datepart }}, {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}

{#- The boundaries passed from the first moment to the second; a week begins on Sunday. -#}
{% macro spark__datediff(first_date, second_date, datepart) -%}
    {%- set part = datepart | lower -%}
    {%- set units = {"hour": 3600, "minute": 60, "second": 1} -%}
    {%- if part == "day" -%}
    datediff({{ second_date }}, {{ first_date }})
    {%- elif part == "week" -%}
    (datediff(
        date_trunc("week", timestampadd(day, 1, {{ second_date }})),
        date_trunc("week", timestampadd(day, 1, {{ first_date }}))
    ) div 7)
    {%- elif part == "month" -%}
    ((year({{ second_date }}) - year({{ first_date }})) * 12
    + month({{ second_date }}) - month({{ first_date }}))
    {%- elif part == "quarter" -%}
    ((year({{ second_date }}) - year({{ first_date }})) * 4
    + quarter({{ second_date }}) - quarter({{ first_date }}))
    {%- elif part == "year" -%}
    (year({{ second_date }}) - year({{ first_date }}))
    {%- elif part in units -%}
    timestampdiff(
        {{ part }},
        date_trunc("{{ part }}", {{ first_date }}),
        date_trunc("{{ part }}", {{ second_date }})
    )
    {%- else -%}
        {{ exceptions.raise_compiler_error(
            "datediff has no date part '" ~ datepart ~ "' on Spark"
        ) }}
    {%- endif -%}
{%- endmacro %}

{% macro spark__date_trunc(datepart, date) -%}
    cast(date_trunc('{{ datepart }}', {{ date }}) as timestamp)
{%- endmacro %}
