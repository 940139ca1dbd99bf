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

-- each parent once, which a server reads from the index
lost_encounters as (
    select referred_encounters.encounter_id
    from (
        select encounter_id
        from encounter_diagnoses
        group by encounter_id
    ) as referred_encounters
    left join encounters
        on referred_encounters.encounter_id = encounters.encounter_id
    where encounters.encounter_id is null
),

lost_codes as (
    select referred_codes.diagnosis_id
    from (
        select diagnosis_id
        from encounter_diagnoses
        group by diagnosis_id
    ) as referred_codes
    left join diagnoses
        on referred_codes.diagnosis_id = diagnoses.diagnosis_id
    where diagnoses.diagnosis_id is null
),

orphans as (
    select
        encounter_diagnoses.encounter_diagnosis_id,
        encounter_diagnoses.encounter_id
    from encounter_diagnoses
    inner join lost_encounters
        on encounter_diagnoses.encounter_id = lost_encounters.encounter_id
    union
    select
        encounter_diagnoses.encounter_diagnosis_id,
        encounter_diagnoses.encounter_id
    from encounter_diagnoses
    inner join lost_codes
        on encounter_diagnoses.diagnosis_id = lost_codes.diagnosis_id
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
        encounter_diagnosis_id,
        encounter_id,
        'orphan' as reason
    from orphans
)

select * from final
