{#
    Where an admitted patient came from, as Emergency Department, Physician Referral,
    Transfer or Birth; a source that is not recognised stays as it is.

        {{ clean_admission_source("admission_source") }}
        'ED' becomes 'Emergency Department'
#}
{% macro clean_admission_source(expression) -%}
    {{ canonical_word(
        expression,
        {
            "Emergency Department": ["ed", "er", "emergency", "emergencyroom"],
            "Physician Referral": ["referral", "physician", "clinicreferral"],
            "Transfer": ["transferred", "hospitaltransfer", "transferfromhospital"],
            "Birth": ["born", "newborn"]
        },
        otherwise=clean_text(expression)
    ) }}
{%- endmacro %}
