{{ unexpected_values([
    (clean_digits("'1234567893'", 10), "'1234567893'"),
    (clean_digits("' 123-456-7893 '", 10), "'1234567893'"),
    (clean_digits("'0012'", 4), "'0012'"),
    (clean_digits("'123456789'", 10), "null"),
    (clean_digits("'12345678931'", 10), "null"),
    (clean_digits("''", 10), "null"),
    (clean_digits(dbt.cast("null", "varchar(10)"), 10), "null")
]) }}
