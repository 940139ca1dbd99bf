{%- set spellings = {"Self-Pay": ["cash", "self"], "Type 2": ["2"], "Hospice": []} -%}
{{ unexpected_values([
    (canonical_word("'Self-Pay'", spellings), "'Self-Pay'"),
    (canonical_word("' SELF pay '", spellings), "'Self-Pay'"),
    (canonical_word("'self'", spellings), "'Self-Pay'"),
    (canonical_word("'Cash!'", spellings), "'Self-Pay'"),
    (canonical_word("'2'", spellings), "'Type 2'"),
    (canonical_word("'type2'", spellings), "'Type 2'"),
    (canonical_word("'hospice'", spellings), "'Hospice'"),
    (canonical_word("'Barter'", spellings), "null"),
    (canonical_word("''", spellings), "null"),
    (canonical_word(dbt.cast("null", "varchar(5)"), spellings), "null"),
    (canonical_word("'Barter'", spellings, otherwise="'?'"), "'?'"),
    (canonical_word(dbt.cast("null", "varchar(5)"), spellings, otherwise="'?'"), "'?'")
]) }}
