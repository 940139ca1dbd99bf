{#
    The type of an encounter as Outpatient, Inpatient or ER; null if not recognised.

        {{ clean_encounter_type("encounter_type") }}    'ip' becomes 'Inpatient'
#}
{% macro clean_encounter_type(expression) -%}
    {{ canonical_word(expression, {
        "Outpatient": [
            "op", "out", "o", "outpt", "ambulatory", "amb", "office", "officevisit", "clinic"
        ],
        "Inpatient": ["ip", "in", "i", "inpt", "hospital", "hospitalization", "admission"],
        "ER": [
            "ed", "e", "emergency", "emergencyroom", "emergencydepartment", "emer", "emerg"
        ]
    }) }}
{%- endmacro %}
