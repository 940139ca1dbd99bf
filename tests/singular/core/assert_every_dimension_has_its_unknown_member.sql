-- Every dimension has exactly one unknown member, with the key -1.

{% set dimensions = [
    ("dim_date", "date_key"),
    ("dim_department", "department_key"),
    ("dim_diagnosis", "diagnosis_key"),
    ("dim_encounter_type", "encounter_type_key"),
    ("dim_patient", "patient_key"),
    ("dim_payer", "payer_key"),
    ("dim_procedure", "procedure_key"),
    ("dim_provider", "provider_key"),
    ("dim_specialty", "specialty_key")
] %}

with unknown_members as (
    {% for dimension, key in dimensions %}
        select
            '{{ dimension }}' as dimension_name,
            count(*) as member_count
        from {{ ref(dimension) }}
        where {{ key }} = -1
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select *
from unknown_members
where member_count <> 1
