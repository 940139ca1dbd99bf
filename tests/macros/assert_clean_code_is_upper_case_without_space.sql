{{ unexpected_values([
    (clean_code("' mrn 0012-3 '"), "'MRN0012-3'"),
    (clean_code("'m.d.'"), "'MD'"),
    (clean_code("'PA-C'"), "'PA-C'"),
    (clean_code("'ma'"), "'MA'"),
    (clean_code("' . '"), "null"),
    (clean_code("''"), "null"),
    (clean_code(dbt.cast("null", "varchar(10)")), "null")
]) }}
