{{ unexpected_values([
    (regexp_replace("'(617) 555-0100'", "[^0-9]", ""), "'6175550100'"),
    (regexp_replace("'aXbXc'", "X", "-"), "'a-b-c'"),
    (regexp_replace("'axbXc'", "X", "-"), "'axb-c'"),
    (regexp_replace("'aaa'", "^a", ""), "'aa'"),
    (regexp_replace("'a  b   c'", "[ ]+", " "), "'a b c'"),
    (regexp_replace("'1.2.3'", "[.]", ""), "'123'"),
    (regexp_replace("'no digits'", "[0-9]+", "#"), "'no digits'"),
    (regexp_replace("'José Núñez'", "[A-Za-z ]", ""), "'éúñ'"),
    (regexp_replace("''", "a", "b"), "''"),
    (regexp_replace(dbt.cast("null", "varchar(10)"), "a", "b"), "null")
]) }}
