{{ unexpected_values([
    (date_key(dbt.cast("'2024-02-29'", "date")), "20240229"),
    (date_key(dbt.cast("'2024-01-01 00:00:00'", "timestamp")), "20240101"),
    (date_key(dbt.cast("'2023-12-31 23:59:59'", "timestamp")), "20231231"),
    (date_key(dbt.cast("'1900-01-01'", "date")), "19000101"),
    (date_key(dbt.cast("null", "date")), "null")
]) }}
