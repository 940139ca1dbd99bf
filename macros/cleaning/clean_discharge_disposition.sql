{#
    Where a patient went at the end of an encounter, in the words of the source table; a
    disposition that is not recognised stays as it is.

        {{ clean_discharge_disposition("discharge_disposition") }}
        'died' becomes 'Expired', 'SNF' 'Skilled Nursing Facility'
#}
{% macro clean_discharge_disposition(expression) -%}
    {{ canonical_word(
        expression,
        {
            "Home": ["homeselfcare", "homeorselfcare", "routine"],
            "Home Health": ["hha", "homehealthcare"],
            "Skilled Nursing Facility": ["snf"],
            "Rehabilitation": ["rehab", "irf"],
            "Hospice": [],
            "Transfer": ["transferred", "acutetransfer"],
            "Admitted": ["admit"],
            "Against Medical Advice": ["ama", "leftagainstmedicaladvice"],
            "Expired": ["died", "dead", "deceased", "death"]
        },
        otherwise=clean_text(expression)
    ) }}
{%- endmacro %}
