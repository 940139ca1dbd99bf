{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="patient_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_changed"},
    indexes=server_indexes(["patient_id", "valid_from"])
) }}

-- One row per version of a patient: what was recorded, and from when until when.
--
-- Each row of the source's log is a version, valid until the patient's next one. Of two
-- changes in the same second the one logged later (the higher id) wins, because the
-- earlier one never held. The first version reaches back to the start of time: what was
-- first recorded is the best knowledge of what was before. A patient without a log row
-- has one version, made of the current row, with the key -1 - patient_id, which is
-- neither the unknown member's nor any logged version's.

with patients as (
    select * from {{ ref("stg_oltp__patients") }}
    {{ where_changed("int_patients_changed", "patient_id") }}
),

patient_versions as (
    select * from {{ ref("stg_oltp__patient_versions") }}
    {{ where_changed("int_patients_changed", "patient_id") }}
),

payers as (
    select * from {{ ref("stg_oltp__payers") }}
),

{% set attributes = [
    "patient_id", "mrn", "first_name", "last_name", "date_of_birth", "gender",
    "date_of_death", "address_line", "city", "state", "postal_code", "phone", "email",
    "payer_id", "insurance_effective_date"
] %}

ranked_changes as (
    select
        patient_versions.*,
        row_number() over (
            partition by patient_id, valid_from
            order by patient_version_id desc
        ) as recency_rank
    from patient_versions
),

logged_patients as (
    select patient_id
    from patient_versions
    group by patient_id
),

all_versions as (
    select
        patient_version_id,
        valid_from,
        {{ attributes | join(",\n        ") }}
    from ranked_changes
    where recency_rank = 1
    union all
    select
        -1 - patients.patient_id as patient_version_id,
        {{ start_of_time() }} as valid_from,
        patients.{{ attributes | join(",\n        patients.") }}
    from patients
    left join logged_patients
        on patients.patient_id = logged_patients.patient_id
    where logged_patients.patient_id is null
),

ordered_versions as (
    select
        all_versions.*,
        row_number() over (
            partition by patient_id order by valid_from
        ) as version_number,
        lead(valid_from) over (
            partition by patient_id order by valid_from
        ) as next_valid_from
    from all_versions
),

final as (
    select
        {{ dbt.cast("ordered_versions.patient_version_id", "bigint") }}
            as patient_version_id,
        ordered_versions.{{ attributes | join(",\n        ordered_versions.") }},
        {{ dbt.cast("coalesce(payers.payer_id, -1)", "integer") }} as payer_key,
        {{ dbt.cast("ordered_versions.version_number", "integer") }} as version_number,
        case
            when ordered_versions.version_number = 1 then {{ start_of_time() }}
            else ordered_versions.valid_from
        end as valid_from,
        coalesce(ordered_versions.next_valid_from, {{ end_of_time() }}) as valid_to,
        case when ordered_versions.next_valid_from is null then 1 else 0 end
            as is_current
    from ordered_versions
    left join payers
        on ordered_versions.payer_id = payers.payer_id
)

select * from final
