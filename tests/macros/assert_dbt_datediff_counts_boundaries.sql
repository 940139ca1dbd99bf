-- Second minus first, in midnights or month ends crossed, never in elapsed time.
{% set cases = [] -%}
{%- for first, second, part, expected in [
    ("2024-01-01 23:59:59", "2024-01-02 00:00:00", "day", 1),
    ("2024-01-01 00:00:00", "2024-01-01 23:59:59", "day", 0),
    ("2024-01-02 00:00:00", "2024-01-01 23:59:59", "day", -1),
    ("2024-02-28 12:00:00", "2024-03-01 11:00:00", "day", 2),
    ("2023-02-28 12:00:00", "2023-03-01 13:00:00", "day", 1),
    ("2024-01-31 23:59:59", "2024-02-01 00:00:00", "month", 1),
    ("2024-01-01 00:00:00", "2024-01-31 23:59:59", "month", 0),
    ("2023-12-31 23:59:59", "2024-01-01 00:00:00", "year", 1),
    ("2024-01-01 00:00:00", "2024-12-31 23:59:59", "year", 0),
    ("2024-01-01 00:00:00", "2024-01-01 00:01:01", "second", 61)
] -%}
    {%- do cases.append((
        dbt.datediff(
            first_date=dbt.cast("'" ~ first ~ "'", "timestamp"),
            second_date=dbt.cast("'" ~ second ~ "'", "timestamp"),
            datepart=part
        ),
        expected
    )) -%}
{%- endfor -%}
{%- do cases.append((
    dbt.datediff(
        first_date=dbt.cast("'2024-02-28'", "date"),
        second_date=dbt.cast("'2024-03-01'", "date"),
        datepart="day"
    ),
    2
)) -%}
{%- do cases.append((
    dbt.datediff(
        first_date=dbt.cast("null", "date"),
        second_date=dbt.cast("'2024-03-01'", "date"),
        datepart="day"
    ),
    "null"
)) -%}
{{ unexpected_values(cases) }}
