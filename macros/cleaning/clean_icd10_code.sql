{#
    An ICD-10-CM code in upper case with the dot after its third character; empty
    becomes null.

        {{ clean_icd10_code("icd10_code") }}    'e1165' becomes 'E11.65', 'I10.' 'I10'
#}
{% macro clean_icd10_code(expression) -%}
    {%- set upper_case = "upper(" ~ expression ~ ")" -%}
    {%- set characters = regexp_replace(upper_case, "[^A-Z0-9]", "") -%}
    case
        when {{ dbt.length(characters) }} > 3
            then {{ dbt.concat([
                "substring(" ~ characters ~ ", 1, 3)",
                "'.'",
                "substring(" ~ characters ~ ", 4)"
            ]) }}
        else nullif({{ characters }}, '')
    end
{%- endmacro %}
