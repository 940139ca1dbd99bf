{{ unexpected_values([
    (dbt.cast(start_of_time(), "varchar(19)"), "'1900-01-01 00:00:00'"),
    (dbt.cast(end_of_time(), "varchar(19)"), "'9999-12-31 00:00:00'")
]) }}
