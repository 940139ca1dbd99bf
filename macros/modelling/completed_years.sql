{#
    Whole years completed between two dates or timestamps, as an integer: an age as people
    say it. It grows on the birthday itself; who was born on February 29 completes a year
    on March 1 where the year has no such day. Null if either is null.

        {{ completed_years("date_of_birth", "encounter_started_at") }}

    The engines' own year differences count New Years, not birthdays.
#}
{% macro completed_years(from_date, to_date) -%}
    ({{ year_of(to_date) }} - {{ year_of(from_date) }}
    - case
        when
            {{ month_of(to_date) }} * 100 + {{ day_of_month_of(to_date) }}
            < {{ month_of(from_date) }} * 100 + {{ day_of_month_of(from_date) }}
            then 1
        else 0
    end)
{%- endmacro %}
