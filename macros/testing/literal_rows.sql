{#
    A derived table of rows written out in the test that uses it, to stand where a
    relation does. Values are SQL.

        {{ literal_rows(["patient_id", "gender"], [[1, "'F'"], [2, "null"]]) }}
        (
            select 1 as patient_id, 'F' as gender
            union all select 2 as patient_id, null as gender
        ) as literal_rows
#}
{% macro literal_rows(column_names, values) -%}
(
    {%- for row in values %}
    {% if not loop.first %}union all {% endif %}select
        {%- for value in row %}
        {{ value }} as {{ column_names[loop.index0] }}{{ "," if not loop.last }}
        {%- endfor %}
    {%- endfor %}
) as literal_rows
{%- endmacro %}
