{#
    A value as a literal: text in quotes with what it holds escaped, a number as it is,
    nothing as null.

        {{ sql_literal("it's") }}
        'it''s'
#}
{% macro sql_literal(value) -%}
    {%- if value is none -%}{{ return("null") }}{%- endif -%}
    {%- if value is number -%}{{ return(value | string) }}{%- endif -%}
    {{ return("'" ~ dbt.escape_single_quotes(value | string) ~ "'") }}
{%- endmacro %}
