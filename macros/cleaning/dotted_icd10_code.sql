{#
    The characters of an ICD-10-CM code with the dot after the third.

        {{ dotted_icd10_code("characters") }}       'E1165' becomes 'E11.65', 'I10' stays
#}
{% macro dotted_icd10_code(characters) -%}
    case
        when {{ dbt.length(characters) }} > 3
            then {{ dbt.concat([
                "substring(" ~ characters ~ ", 1, 3)",
                "'.'",
                "substring(" ~ characters ~ ", 4)"
            ]) }}
        else {{ characters }}
    end
{%- endmacro %}
