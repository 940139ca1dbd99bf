{{ unexpected_values([
    (format_year_month(dbt.cast("'2024-02-29'", "date")), "'2024-02'"),
    (format_year_month(dbt.cast("'2023-12-31 23:59:59'", "timestamp")), "'2023-12'"),
    (format_year_month(dbt.cast("'2024-01-01 00:00:00'", "timestamp")), "'2024-01'"),
    (format_year_month(dbt.cast("null", "date")), "null")
]) }}
