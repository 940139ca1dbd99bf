{{ unexpected_values([
    (integer_divide("6", "2"), "3"),
    (integer_divide("7", "2"), "3"),
    (integer_divide("-7", "2"), "-3"),
    (integer_divide("7", "-2"), "-3"),
    (integer_divide("1", "2"), "0"),
    (integer_divide("0", "5"), "0"),
    (integer_divide("3 + 4", "1 + 1"), "3"),
    (integer_divide("9007199254740993", "1"), "9007199254740993"),
    (integer_divide("7", "0"), "null"),
    (integer_divide(dbt.cast("null", "bigint"), "2"), "null")
]) }}
