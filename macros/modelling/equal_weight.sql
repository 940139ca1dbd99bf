{#
    An equal share as decimal(9,8) of a row among the rows of its group, such that the
    group's shares sum to exactly 1: each row gets the whole number of hundred-millionths
    that fits, and the row at position 1 what is left over.

        {{ equal_weight("position_in_encounter", "rows_in_encounter") }}
        0.33333334, 0.33333333 and 0.33333333 for three rows
#}
{% macro equal_weight(position, row_count) -%}
    {%- set share = integer_divide("100000000", row_count) -%}
    {%- set first_share -%}
        100000000 - ({{ row_count }} - 1) * {{ share }}
    {%- endset -%}
    {%- set units -%}
        case when {{ position }} = 1 then {{ first_share }} else {{ share }} end
    {%- endset -%}
    {{ dbt.cast(dbt.cast(units, "decimal(9,0)") ~ " * 0.00000001", "decimal(9,8)") }}
{%- endmacro %}
