{#
    A query for the fields of a table of the OLTP database that staging changes: one row
    per row and field, with the rule and the value before and after.

        {{ repaired_fields("diagnoses", [("icd10_code", "icd10_code")]) }}

    `fields` are tuples of name, kind and, where a null is a fault, the condition on
    which it is: see field_repair. The table's first column is its key. In an incremental
    run only the rows that have to be looked at again are read.
#}
{% macro repaired_fields(table_name, key, fields) -%}
    {%- for field in fields %}
    {%- set name = field[0] %}
    {%- set repair = field_repair(
        name, field[1], field[2] if field | length > 2 else "1 = 0"
    ) %}
    select
        '{{ table_name }}' as table_name,
        {{ key }} as row_id,
        '{{ name }}' as field_name,
        {{ repair.rule }} as rule_name,
        {{ dbt.cast(name, "varchar(255)") }} as value_before,
        {{ repair.after }} as value_after
    from {{ source("oltp", table_name) }}
    where
        ({{ repair.is_repaired }})
        {{ and_rechecked(table_name, key) }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
