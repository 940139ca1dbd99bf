{#
    The columns of a row as one text in the manner of JSON, the same on every engine: each
    value as the engine prints it, in quotes, or null.

        {{ row_as_text("billing", ["billing_id", "claim_amount"]) }}
        {"billing_id": "7", "claim_amount": "-12.50"}

    Backslash, quote, tab and line ends inside a value are escaped as in JSON.
#}
{% macro row_as_text(relation, columns) -%}
    {%- set backslash = character(92) -%}
    {%- set parts = [] -%}
    {%- for column in columns -%}
        {%- set text = namespace(
            sql=dbt.cast(relation ~ "." ~ column, "varchar(255)")
        ) -%}
        {%- for number, letter in [(92, none), (34, '"'), (9, "t"), (10, "n"), (13, "r")] -%}
            {%- set escaped = dbt.concat([
                backslash, backslash if letter is none else "'" ~ letter ~ "'"
            ]) -%}
            {%- set text.sql = (
                "replace(" ~ text.sql ~ ", " ~ character(number) ~ ", " ~ escaped ~ ")"
            ) -%}
        {%- endfor -%}
        {%- set name = ("{" if loop.first else ", ") ~ '"' ~ column ~ '": ' -%}
        {%- do parts.append("'" ~ name ~ "'") -%}
        {%- set quoted = dbt.concat(["'\"'", text.sql, "'\"'"]) -%}
        {%- do parts.append("coalesce(" ~ quoted ~ ", 'null')") -%}
    {%- endfor -%}
    {%- do parts.append("'}'") -%}
    {{ dbt.concat(parts) }}
{%- endmacro %}
