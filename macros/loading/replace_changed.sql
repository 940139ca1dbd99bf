{#
    The incremental strategy replace_changed: of a table, delete the rows whose key a
    changed-key model lists, and insert what the model's query gives for those keys now.
    A key that exists no more is deleted and not inserted. One transaction a table.

        {{ config(
            materialized="incremental",
            incremental_strategy="replace_changed",
            unique_key="encounter_key",
            meta={"changes": "int_encounters_changed", "changes_key": "encounter_id"}
        ) }}

    meta.changes names the list, meta.changes_key its column where it has another name.
    Without a unique_key the whole table is replaced if the list has a row; without a list
    only a reload changes the table.

    Where the engine can (row_key), only what differs is written: most of the rows that a
    change can reach come out as they were, and each row written costs a place in every
    index.
#}
{% macro get_incremental_replace_changed_sql(arguments) -%}
    {%- set target = arguments["target_relation"] -%}
    {%- set fresh = arguments["temp_relation"] -%}
    {%- set columns = arguments["dest_columns"] | map(attribute="name") | list -%}
    {%- set list = config.get("meta", {}).get("changes") -%}
    {%- if list -%}
        {%- set key = arguments["unique_key"] or [] -%}
        {%- set keys = [key] if key is string else key -%}
        {%- set list_key = config.get("meta").get("changes_key") -%}
        {%- set list_keys = [list_key] if list_key else keys -%}
        {{ delete_listed(target, keys, ref(list), list_keys, fresh, row_key()) }};
    {%- endif %}
    {{ write_rows(target, fresh, columns, row_key()) }}
{%- endmacro %}
