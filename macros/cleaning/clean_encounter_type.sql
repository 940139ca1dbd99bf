{#
    The type of an encounter as Outpatient, Inpatient or ER; null if not recognised.

        {{ clean_encounter_type("encounter_type") }}    'ip' becomes 'Inpatient'
#}
{% macro clean_encounter_type(expression) -%}
    {{ canonical_word(expression, {
        "Outpatient": [
            "op", "o", "out", "outpt", "ambulatory", "amb", "office", "officevisit",
            "clinic"
        ],
        "Inpatient": [
            "ip", "i", "in", "inpt", "hospital", "hospitalization", "admission"
        ],
        "ER": [
            "ed", "e", "emer", "emerg", "emergency", "emergencyroom",
            "emergencydepartment"
        ]
    }) }}
{%- endmacro %}
