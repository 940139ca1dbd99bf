{{ config(materialized="view") }}

-- One row per row of the source, and per row that it deleted: when it arrived in its
-- present form, and which encounter, patient or provider it belongs to.
--
-- Rows stand here as the source has them, uncleaned and whether or not the warehouse
-- takes them: a row that is rejected today may have been taken yesterday. A deleted row
-- is known by its table and id alone. Times are taken as declared: a cast would hide
-- the source's index.

{% set parents = {
    "patients": ["patient_id", "patient_id"],
    "patient_versions": ["patient_version_id", "patient_id"],
    "providers": ["provider_id", "provider_id"],
    "provider_versions": ["provider_version_id", "provider_id"],
    "encounters": ["encounter_id", "encounter_id"],
    "encounter_diagnoses": ["encounter_diagnosis_id", "encounter_id"],
    "encounter_procedures": ["encounter_procedure_id", "encounter_id"],
    "billing": ["billing_id", "encounter_id"],
} %}

{% for table, (key, parent) in parents.items() %}
    select
        '{{ table }}' as table_name,
        {{ key }} as row_id,
        {{ parent }} as parent_id,
        received_at
    from {{ source("oltp", table) }}
    union all
{% endfor %}
select
    table_name,
    row_id,
    {{ dbt.cast("null", "bigint") }} as parent_id,
    received_at
from {{ source("oltp", "deleted_rows") }}
