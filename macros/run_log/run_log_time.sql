{#
    A moment of the wall clock as the run log keeps it, in UTC to the microsecond, as a
    literal; now, if none is given. dbt's own times, which it passes on, are in UTC as well.

        {{ run_log_time(run_started_at) }}
        cast('2026-01-15 06:00:00.000000' as timestamp)
#}
{% macro run_log_time(moment=none) -%}
    {%- set moment = moment or modules.datetime.datetime.now(modules.pytz.utc) -%}
    {{ return(dbt.cast(
        sql_literal(moment.strftime("%Y-%m-%d %H:%M:%S.%f")), dbt.type_timestamp()
    )) }}
{%- endmacro %}
