{{ unexpected_values([
    (clean_postal_code("'02134'"), "'02134'"),
    (clean_postal_code("' 02134 '"), "'02134'"),
    (clean_postal_code("'2134'"), "'02134'"),
    (clean_postal_code("'601'"), "'00601'"),
    (clean_postal_code("'02134-1234'"), "'02134-1234'"),
    (clean_postal_code("'02134 1234'"), "'02134-1234'"),
    (clean_postal_code("'021341234'"), "'02134-1234'"),
    (clean_postal_code("'21341234'"), "'02134-1234'"),
    (clean_postal_code("'6011234'"), "'00601-1234'"),
    (clean_postal_code("'02134-'"), "'02134'"),
    (clean_postal_code("'021345'"), "null"),
    (clean_postal_code("'12'"), "null"),
    (clean_postal_code("'0213412345'"), "null"),
    (clean_postal_code("'K1A 0B6'"), "null"),
    (clean_postal_code("''"), "null"),
    (clean_postal_code(dbt.cast("null", "varchar(10)")), "null")
]) }}
