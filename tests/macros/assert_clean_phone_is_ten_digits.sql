{{ unexpected_values([
    (clean_phone("'6175550100'"), "'6175550100'"),
    (clean_phone("'(617) 555-0100'"), "'6175550100'"),
    (clean_phone("'617.555.0100'"), "'6175550100'"),
    (clean_phone("' +1 617 555 0100 '"), "'6175550100'"),
    (clean_phone("'1-617-555-0100'"), "'6175550100'"),
    (clean_phone("'617-555-0100 x12'"), "'6175550100'"),
    (clean_phone("'617-555-0100 ext. 12'"), "'6175550100'"),
    (clean_phone("'617-555-0100 #12'"), "'6175550100'"),
    (clean_phone("'001-617-555-0100'"), "'6175550100'"),
    (clean_phone("'Tel. 617 555 0100'"), "'6175550100'"),
    (clean_phone("'555-0100'"), "null"),
    (clean_phone("'+44 20 7946 0958'"), "null"),
    (clean_phone("'unknown'"), "null"),
    (clean_phone("''"), "null"),
    (clean_phone(dbt.cast("null", "varchar(30)")), "null")
]) }}
