{{ unexpected_values([
    (clean_icd10_code("'El1.65'"), "'E11.65'"),
    (clean_icd10_code("'EI1.65'"), "'E11.65'"),
    (clean_icd10_code("'EO3.9'"), "'E03.9'"),
    (clean_icd10_code("'I1O'"), "'I10'"),
    (clean_icd10_code("'110'"), "'I10'"),
    (clean_icd10_code("'034.21'"), "'O34.21'"),
    (clean_icd10_code("'O34.21'"), "'O34.21'"),
    (clean_icd10_code("'M1A.9'"), "'M1A.9'"),
    (clean_icd10_code("'S72.00IA'"), "'S72.00IA'"),
    (clean_icd10_code("'ZZZ'"), "'ZZZ'"),
    (clean_icd10_code("'999.99'"), "'999.99'"),
    (clean_icd10_code("' NoCode '"), "'NoCode'"),
    (clean_icd10_code("'?????'"), "'?????'"),
    (clean_icd10_code("'É11.9'"), "'É11.9'")
]) }}
