{#
    The type of an admission as Emergency, Urgent, Elective or Newborn, from its name or
    its code in UB-04 form locator 14; one that is not recognised stays as it is.

        {{ clean_admission_type("admission_type") }}    '1' becomes 'Emergency'
#}
{% macro clean_admission_type(expression) -%}
    {{ canonical_word(
        expression,
        {
            "Emergency": ["1", "emergent"],
            "Urgent": ["2"],
            "Elective": ["3", "planned"],
            "Newborn": ["4"]
        },
        otherwise=clean_text(expression)
    ) }}
{%- endmacro %}
