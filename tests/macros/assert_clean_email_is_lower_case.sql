{{ unexpected_values([
    (clean_email("' Ann.Lee@Example.ORG '"), "'ann.lee@example.org'"),
    (clean_email("'ann lee@example.org'"), "'annlee@example.org'"),
    (clean_email("'É.Ann@Example.org'"), "'É.Ann@Example.org'"),
    (clean_email("'ann.lee'"), "null"),
    (clean_email("'@example.org'"), "null"),
    (clean_email("'ann@'"), "null"),
    (clean_email("'a@b@c'"), "null"),
    (clean_email("''"), "null"),
    (clean_email(dbt.cast("null", "varchar(20)")), "null")
]) }}
