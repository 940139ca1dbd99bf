{#
    In an incremental run, the further condition that keeps the rows of a source table
    whose repairs have to be looked for again; else nothing.

        {{ and_rechecked("billing", "billing_id") }}
        and billing_id in (select row_id from … where table_name = 'billing')
#}
{% macro and_rechecked(table_name, key) -%}
    {%- if not execute -%}{%- do ref("stg_oltp__rows_rechecked") -%}{%- endif -%}
    {%- if loads_changes() and not is_reload() -%}
        and {{ key }} in (
            select row_id
            from {{ ref("stg_oltp__rows_rechecked") }}
            where table_name = '{{ table_name }}'
        )
    {%- endif -%}
{%- endmacro %}
