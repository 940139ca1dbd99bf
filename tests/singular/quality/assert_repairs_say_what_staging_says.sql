-- The value after a repair is the one that staging gives the loaded row: the marts tell
-- of what was done, and nothing else.

{% set fields = [
    ("patients", "patient_id", [
        "first_name", "last_name", "gender", "mrn", "address_line", "city", "state",
        "postal_code", "phone", "email", "insurance_effective_date", "date_of_birth"
    ]),
    ("patient_versions", "patient_version_id", [
        "first_name", "last_name", "gender", "mrn", "address_line", "city", "state",
        "postal_code", "phone", "email", "insurance_effective_date", "date_of_birth"
    ]),
    ("diagnoses", "diagnosis_id", ["icd10_code", "icd10_description"]),
    ("procedures", "procedure_id", ["cpt_code", "cpt_description"]),
    ("encounters", "encounter_id", [
        "patient_id", "encounter_type", "admission_type", "admission_source",
        "discharge_disposition", "provider_id", "department_id"
    ]),
    ("billing", "billing_id", ["claim_status", "payer_id", "claim_number"])
] %}

with repairs as (
    select * from {{ ref("quality_repairs") }}
)

{% for table_name, key, names in fields %}
    {% set cases = namespace(sql="") %}
    {% for name in names %}
        {% set value = dbt.cast("staged." ~ name, "varchar(255)") %}
        {% set cases.sql = cases.sql ~ " when '" ~ name ~ "' then " ~ value %}
    {% endfor %}
    select
        repairs.table_name,
        repairs.row_id,
        repairs.field_name,
        repairs.value_after
    from repairs
    inner join {{ ref("stg_oltp__" ~ table_name) }} as staged
        on repairs.row_id = staged.{{ key }}
    where
        repairs.table_name = '{{ table_name }}'
        and {{ is_distinct_from(
            "repairs.value_after",
            "case repairs.field_name" ~ cases.sql ~ " end"
        ) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
