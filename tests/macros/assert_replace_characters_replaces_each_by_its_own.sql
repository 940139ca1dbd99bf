{%- set twins = {"O": "0", "I": "1", "\u0430": "a"} -%}
{{ unexpected_values([
    (replace_characters("'OIO'", twins), "'010'"),
    (replace_characters("'M\u0430ria I'", twins), "'Maria 1'"),
    (replace_characters("'oi'", twins), "'oi'"),
    (replace_characters("''", twins), "''"),
    (replace_characters(dbt.cast("null", "varchar(5)"), twins), "null")
]) }}
