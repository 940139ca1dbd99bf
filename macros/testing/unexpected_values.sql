{#
    A query for the cases whose value is not the one expected, numbered from 1; null is
    a value like any other. It is the body of the tests of macros: no row, no difference.

        {{ unexpected_values([
            (integer_divide("7", "2"), "3"),
            (integer_divide("7", "0"), "null")
        ]) }}
#}
{% macro unexpected_values(cases) -%}
select
    case_number,
    actual_value,
    expected_value
from (
    {%- for actual_value, expected_value in cases %}
    select
        {{ loop.index }} as case_number,
        {{ actual_value }} as actual_value,
        {{ expected_value }} as expected_value
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
) as cases
where {{ is_distinct_from("actual_value", "expected_value") }}
{%- endmacro %}
