{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__encounters_touched"},
    indexes=server_indexes(["encounter_diagnosis_id"], ["encounter_id"])
) }}

-- One row per row of encounter_diagnoses and reason why it is not loaded:
-- - parent_quarantined: its encounter is not loaded;
-- - unknown_code: its code is none, and not loaded either;
-- - orphan: the source does not have its encounter or its code.

with encounter_diagnoses as (
    select * from {{ source("oltp", "encounter_diagnoses") }}
    {{ where_changed("stg_oltp__encounters_touched", "encounter_id") }}
),

encounters as (
    select * from {{ source("oltp", "encounters") }}
),

diagnoses as (
    select * from {{ source("oltp", "diagnoses") }}
),

encounters_quarantined as (
    select encounter_id
    from {{ ref("stg_oltp__encounters_quarantined") }}
    group by encounter_id
),

codes_quarantined as (
    select row_id
    from {{ ref("stg_oltp__codes_quarantined") }}
    where table_name = 'diagnoses'
),

final as (
    select
        encounter_diagnoses.encounter_diagnosis_id,
        encounter_diagnoses.encounter_id,
        'parent_quarantined' as reason
    from encounter_diagnoses
    inner join encounters_quarantined
        on encounter_diagnoses.encounter_id = encounters_quarantined.encounter_id
    union all
    select
        encounter_diagnoses.encounter_diagnosis_id,
        encounter_diagnoses.encounter_id,
        'unknown_code' as reason
    from encounter_diagnoses
    inner join codes_quarantined
        on encounter_diagnoses.diagnosis_id = codes_quarantined.row_id
    union all
    select
        encounter_diagnoses.encounter_diagnosis_id,
        encounter_diagnoses.encounter_id,
        'orphan' as reason
    from encounter_diagnoses
    left join encounters
        on encounter_diagnoses.encounter_id = encounters.encounter_id
    left join diagnoses
        on encounter_diagnoses.diagnosis_id = diagnoses.diagnosis_id
    where encounters.encounter_id is null or diagnoses.diagnosis_id is null
)

select * from final
