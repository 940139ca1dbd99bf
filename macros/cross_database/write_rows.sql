{#
    The statement that brings the rows of one table into another with the same columns.

        {{ write_rows(this, fresh, ["encounter_key", "claim_count"], ["encounter_key"]) }}

    With a row key, which has to be a unique key of the target, a row that is there already
    is changed in place, and not written at all if nothing in it differs.
#}
{% macro write_rows(target, fresh, columns, row_key=[]) -%}
    {{ return(adapter.dispatch("write_rows")(target, fresh, columns, row_key)) }}
{%- endmacro %}

{% macro default__write_rows(target, fresh, columns, row_key) -%}
    insert into {{ target }} ({{ get_quoted_csv(columns) }})
    select {{ get_quoted_csv(columns) }} from {{ fresh }}
{%- endmacro %}

{% macro mysql__write_rows(target, fresh, columns, row_key) -%}
    {{ default__write_rows(target, fresh, columns, row_key) }} as fresh
    {% if row_key -%}
        on duplicate key update
            {#- A table may have no other columns than its key. -#}
            {%- for column in (columns | reject("in", row_key) | list) or row_key -%}
                {%- set name = adapter.quote(column) %}
                {{ name }} = fresh.{{ name }}{{ "," if not loop.last }}
            {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{% macro mariadb__write_rows(target, fresh, columns, row_key) -%}
    {{ return(mysql__write_rows(target, fresh, columns, row_key)) }}
{%- endmacro %}
