{{ unexpected_values([
    (clean_text("'  Mary   Ann '"), "'Mary Ann'"),
    (clean_text("'\tMary\u00a0\r\n Ann\n'"), "'Mary Ann'"),
    (clean_text("'Mary Ann'"), "'Mary Ann'"),
    (clean_text("'José Núñez-O''Neil'"), "'José Núñez-O''Neil'"),
    (clean_text("'x'"), "'x'"),
    (clean_text("'   '"), "null"),
    (clean_text("'\u00a0'"), "null"),
    (clean_text("''"), "null"),
    (clean_text(dbt.cast("null", "varchar(10)")), "null")
]) }}
