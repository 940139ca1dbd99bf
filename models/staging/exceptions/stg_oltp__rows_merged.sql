{{ config(materialized="view") }}

-- One row per source row that is merged into another, with the key of that one. A
-- version of a second registration is merged into the current version of the first; the
-- key is that of dim_patient, which is not a log's where the first has no log.

with patients_merged as (
    select * from {{ ref("stg_oltp__patients_merged") }}
),

patient_versions as (
    select * from {{ source("oltp", "patient_versions") }}
),

ranked_versions as (
    select
        patient_versions.patient_id,
        patient_versions.patient_version_id,
        row_number() over (
            partition by patient_versions.patient_id
            order by
                patient_versions.valid_from desc,
                patient_versions.patient_version_id desc
        ) as recency_rank
    from patient_versions
    inner join patients_merged
        on patient_versions.patient_id = patients_merged.survivor_patient_id
),

billing_merged as (
    select * from {{ ref("stg_oltp__billing_merged") }}
),

final as (
    select
        'patients' as table_name,
        patient_id as row_id,
        survivor_patient_id as survivor_row_id,
        'duplicate_patient' as rule_name
    from patients_merged
    union all
    select
        'patient_versions' as table_name,
        patient_versions.patient_version_id as row_id,
        coalesce(
            ranked_versions.patient_version_id, -1 - patients_merged.survivor_patient_id
        ) as survivor_row_id,
        'duplicate_patient' as rule_name
    from patient_versions
    inner join patients_merged
        on patient_versions.patient_id = patients_merged.patient_id
    left join ranked_versions
        on
            patients_merged.survivor_patient_id = ranked_versions.patient_id
            and ranked_versions.recency_rank = 1
    union all
    select
        'billing' as table_name,
        billing_id as row_id,
        survivor_billing_id as survivor_row_id,
        'duplicate_claim' as rule_name
    from billing_merged
)

select * from final
