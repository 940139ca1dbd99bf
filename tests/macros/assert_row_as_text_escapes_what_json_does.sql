{%- set columns = ["number_value", "text_value", "no_value"] -%}
{%- set line_end = character(10) -%}
{%- set text = dbt.concat(["'a\"b'", character(92), "'c'", line_end, "'\u05d0\U0001f600'"]) -%}
{%- set values = [["-1.50", text, dbt.cast("null", "varchar(5)")]] -%}
{%- set expected = dbt.concat([
    "'{\"number_value\": \"-1.50\", \"text_value\": \"a'", character(92), "'\"b'",
    character(92), character(92), "'c'", character(92), "'n'",
    "'\u05d0\U0001f600\", \"no_value\": null}'"
]) -%}
{{ unexpected_values([(
    "(select " ~ row_as_text("literal_rows", columns) ~ " from "
    ~ literal_rows(columns, values) ~ ")",
    expected
)]) }}
