{#
    In an incremental run, the condition that keeps the rows whose key a changed-key model
    lists; else nothing, so that the same model serves both. The key may be several
    columns, and may have another name in the list. Without columns: all rows, if the list
    is not empty. Without a list: no row, for tables that only a reload can change.

        {{ where_changed("int_encounters_changed", "encounter_id") }}
        where encounter_id in (select encounter_id from … .int_encounters_changed)

    The model depends on the list in any case, or without one on stg_oltp__loads_opened, which
    says whether everything is taken anew; a unit test need not give it.
#}
{% macro where_changed(list=none, column=none, list_column=none) -%}
    {%- if not execute -%}{%- do ref(list or "stg_oltp__loads_opened") -%}{%- endif -%}
    {#- replace_changed loads no changes in a reload, so that it need not be asked again -#}
    {%- set follows = config.get("incremental_strategy") == "replace_changed" -%}
    {%- if loads_changes() and (follows or not is_reload()) -%}
        {%- if not list -%}
            where 1 = 0
        {%- elif not column -%}
            where exists (select 1 from {{ ref(list) }})
        {%- else -%}
            {%- set columns = [column] if column is string else column -%}
            {%- set listed = list_column or columns | join(", ") -%}
            where
                {{ "(" ~ columns | join(", ") ~ ")" if columns | length > 1 else column }}
                in (select {{ listed }} from {{ ref(list) }})
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
