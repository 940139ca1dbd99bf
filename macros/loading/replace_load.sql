{#
    The incremental strategy replace_load, for tables that keep what each load found:
    append the rows of the load that is under way. Those that an unfinished run of the
    same load appended before are deleted first; earlier loads are never touched.

        {{ config(
            materialized="incremental", incremental_strategy="replace_load"
        ) }}

    The table has a column load_number.
#}
{% macro get_incremental_replace_load_sql(arguments) -%}
    {%- set target = arguments["target_relation"] -%}
    {%- set names = get_quoted_csv(
        arguments["dest_columns"] | map(attribute="name") | list
    ) -%}
    delete from {{ target }}
    where load_number = (select load_number from {{ ref("stg_oltp__loads_opened") }});
    insert into {{ target }} ({{ names }})
    select {{ names }} from {{ arguments["temp_relation"] }}
{%- endmacro %}
