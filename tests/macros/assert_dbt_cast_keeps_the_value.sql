-- dbt.cast in each of the types that the models use.
{{ unexpected_values([
    (dbt.length(dbt.cast("20240229", "varchar(8)")), "8"),
    (dbt.cast("'9007199254740993'", "bigint"), "9007199254740993"),
    (dbt.cast("'-12'", "integer"), "-12"),
    (dbt.cast("null", "bigint"), "null")
]) }}
union all
{{ unexpected_values([
    (dbt.cast("12.345", "decimal(12,2)"), "12.35"),
    (dbt.cast("-12.345", "decimal(12,2)"), "-12.35"),
    (dbt.cast("'9999999999.99'", "decimal(12,2)"), "9999999999.99"),
    (dbt.cast("0.1", "decimal(9,8)"), "0.10000000")
]) }}
