{#
    A moment of the wall clock as the run log keeps it, in UTC to the microsecond; now, if
    none is given. dbt's own times, which it passes on, are in UTC as well.

        {{ run_log_time(run_started_at) }}
        2026-01-15 06:00:00.000000
#}
{% macro run_log_time(moment=none) -%}
    {%- set moment = moment or modules.datetime.datetime.now(modules.pytz.utc) -%}
    {{ return(moment.strftime("%Y-%m-%d %H:%M:%S.%f")) }}
{%- endmacro %}
