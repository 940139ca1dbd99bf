{%- set first_day = modules.datetime.date.fromisoformat(var("calendar_start_date")) -%}
{%- set last_day = modules.datetime.date.fromisoformat(var("calendar_end_date")) -%}
{%- set one_day = modules.datetime.timedelta(days=1) -%}
{{ unexpected_values([
    (
        date_key_or_unknown(dbt.cast("'" ~ first_day ~ " 00:00:00'", "timestamp")),
        first_day.strftime("%Y%m%d")
    ),
    (
        date_key_or_unknown(dbt.cast("'" ~ last_day ~ " 23:59:59'", "timestamp")),
        last_day.strftime("%Y%m%d")
    ),
    (date_key_or_unknown(dbt.cast("'" ~ (first_day - one_day) ~ "'", "date")), "-1"),
    (date_key_or_unknown(dbt.cast("'" ~ (last_day + one_day) ~ "'", "date")), "-1"),
    (date_key_or_unknown(dbt.cast("null", "timestamp")), "-1")
]) }}
