{{ config(materialized="view") }}

-- One row per table of the OLTP database: how many rows it has.

{% set tables = [
    "data_loads", "payers", "specialties", "departments", "providers",
    "provider_versions", "patients", "patient_versions", "diagnoses", "procedures",
    "encounters", "encounter_diagnoses", "encounter_procedures", "billing"
] %}

{% for table_name in tables %}
    select
        '{{ table_name }}' as table_name,
        count(*) as row_count
    from {{ source("oltp", table_name) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
