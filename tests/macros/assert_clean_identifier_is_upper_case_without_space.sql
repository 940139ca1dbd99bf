{{ unexpected_values([
    (clean_identifier("'MRN000000001'"), "'MRN000000001'"),
    (clean_identifier("' mrn 0012/3\t'"), "'MRN0012/3'"),
    (clean_identifier("'\u00a0mrn\u00a07'"), "'MRN7'"),
    (clean_identifier("'=1+1'"), "'=1+1'"),
    (clean_identifier("'né\u05d0\U0001f600'"), "'né\u05d0\U0001f600'"),
    (clean_identifier("' '"), "null"),
    (clean_identifier("''"), "null"),
    (clean_identifier(dbt.cast("null", "varchar(20)")), "null")
]) }}
