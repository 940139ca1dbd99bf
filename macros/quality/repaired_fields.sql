{#
    A query for the fields of a table of the OLTP database that staging changes: one row
    per row and field, with the rule and the value before and after.

        {{ repaired_fields("diagnoses", "diagnosis_id", [("icd10_code", "icd10_code")]) }}

    `fields` are tuples of name, kind as for cleaned_field and, where a null is a fault,
    the condition on which it is one. A telephone number in the form (614) 555-0123 and
    an ISO date are as they should be, though staging keeps them in another form.
    In an incremental run only the rows that have to be looked at again are read.

    Texts are compared uncast: in a view of MySQL a cast to text takes the server's own
    collation, for which 'paid' equals 'Paid'.
#}
{% macro repaired_fields(table_name, key, fields) -%}
    {%- set regular_phone = "^[(][0-9]{3}[)] [0-9]{3}-[0-9]{4}$" -%}
    {%- set iso_date = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" -%}
    {%- for field in fields %}
    {%- set name, kind = field[0], field[1] %}
    select
        '{{ table_name }}' as table_name,
        row_id,
        '{{ name }}' as field_name,
        {{ repair_rule("value_before", "value_after", kind) }} as rule_name,
        value_before,
        value_after
    from (
        select
            {{ key }} as row_id,
            {%- set value_after = cleaned_field(name, kind) %}
            {%- if kind in ["date", "reference"] %}
            {{ dbt.cast(name, "varchar(255)") }} as value_before,
            {{ dbt.cast(value_after, "varchar(255)") }} as value_after
            {%- else %}
            {{ name }} as value_before,
            {{ value_after }} as value_after
            {%- endif %}
        from {{ source("oltp", table_name) }}
        where
            (
                {{ name }} is not null
                {%- if field | length > 2 %}
                or {{ field[2] }}
                {%- endif %}
            )
            {{ and_rechecked(table_name, key) }}
    ) as cleaned
    where
        value_before is null
        or (
            {%- if kind == "phone" %}
            not {{ regexp_matches("value_before", regular_phone) }} and
            {%- elif kind == "date" %}
            (
                not {{ regexp_matches("value_before", iso_date) }}
                or value_after is null
            ) and
            {%- endif %}
            {{ is_distinct_from("value_before", "value_after") }}
        )
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
