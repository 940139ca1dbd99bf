-- Each dimension holds every member of its source once, and besides only the unknown
-- member. A type-2 dimension holds every entity, with exactly one current version.

{% set type_1 = "1 = 1" %}
{% set type_2 = "is_current = 1" %}
{% set dimensions = [
    ("dim_department", "department_key", type_1, "stg_oltp__departments", "department_id"),
    ("dim_diagnosis", "diagnosis_key", type_1, "stg_oltp__diagnoses", "diagnosis_id"),
    ("dim_payer", "payer_key", type_1, "stg_oltp__payers", "payer_id"),
    ("dim_procedure", "procedure_key", type_1, "stg_oltp__procedures", "procedure_id"),
    ("dim_specialty", "specialty_key", type_1, "stg_oltp__specialties", "specialty_id"),
    ("dim_patient", "patient_id", type_2, "stg_oltp__patients", "patient_id"),
    ("dim_provider", "provider_id", type_2, "stg_oltp__providers", "provider_id")
] %}

with memberships as (
    {% for dimension, key, condition, source_model, source_key in dimensions %}
        select
            '{{ dimension }}' as dimension_name,
            {{ key }} as member_id,
            1 as is_in_dimension,
            0 as is_in_source
        from {{ ref(dimension) }}
        where {{ key }} <> -1 and {{ condition }}
        union all
        select
            '{{ dimension }}' as dimension_name,
            {{ source_key }} as member_id,
            0 as is_in_dimension,
            1 as is_in_source
        from {{ ref(source_model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    dimension_name,
    member_id,
    sum(is_in_dimension) as rows_in_dimension,
    sum(is_in_source) as rows_in_source
from memberships
group by dimension_name, member_id
having sum(is_in_dimension) <> 1 or sum(is_in_source) <> 1
