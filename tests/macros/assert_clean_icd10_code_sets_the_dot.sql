{{ unexpected_values([
    (clean_icd10_code("'E11.65'"), "'E11.65'"),
    (clean_icd10_code("'E1165'"), "'E11.65'"),
    (clean_icd10_code("' e11.65 '"), "'E11.65'"),
    (clean_icd10_code("'e 11-65'"), "'E11.65'"),
    (clean_icd10_code("'E.1165'"), "'E11.65'"),
    (clean_icd10_code("'s72001a'"), "'S72.001A'"),
    (clean_icd10_code("'i10'"), "'I10'"),
    (clean_icd10_code("'I10.'"), "'I10'"),
    (clean_icd10_code("' '"), "null"),
    (clean_icd10_code("''"), "null"),
    (clean_icd10_code(dbt.cast("null", "varchar(10)")), "null")
]) }}
