{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__encounters_touched"},
    indexes=server_indexes(["encounter_procedure_id"], ["encounter_id"])
) }}

-- One row per row of encounter_procedures and reason why it is not loaded:
-- - parent_quarantined: its encounter is not loaded;
-- - unknown_code: its code is none, and not loaded either;
-- - orphan: the source does not have its encounter or its code.

with encounter_procedures as (
    select * from {{ source("oltp", "encounter_procedures") }}
    {{ where_changed("stg_oltp__encounters_touched", "encounter_id") }}
),

encounters as (
    select * from {{ source("oltp", "encounters") }}
),

procedures as (
    select * from {{ source("oltp", "procedures") }}
),

encounters_quarantined as (
    select encounter_id
    from {{ ref("stg_oltp__encounters_quarantined") }}
    group by encounter_id
),

codes_quarantined as (
    select row_id
    from {{ ref("stg_oltp__codes_quarantined") }}
    where table_name = 'procedures'
),

-- each parent once, which a server reads from the index
lost_encounters as (
    select referred_encounters.encounter_id
    from (
        select encounter_id
        from encounter_procedures
        group by encounter_id
    ) as referred_encounters
    left join encounters
        on referred_encounters.encounter_id = encounters.encounter_id
    where encounters.encounter_id is null
),

lost_codes as (
    select referred_codes.procedure_id
    from (
        select procedure_id
        from encounter_procedures
        group by procedure_id
    ) as referred_codes
    left join procedures
        on referred_codes.procedure_id = procedures.procedure_id
    where procedures.procedure_id is null
),

orphans as (
    select
        encounter_procedures.encounter_procedure_id,
        encounter_procedures.encounter_id
    from encounter_procedures
    inner join lost_encounters
        on encounter_procedures.encounter_id = lost_encounters.encounter_id
    union
    select
        encounter_procedures.encounter_procedure_id,
        encounter_procedures.encounter_id
    from encounter_procedures
    inner join lost_codes
        on encounter_procedures.procedure_id = lost_codes.procedure_id
),

final as (
    select
        encounter_procedures.encounter_procedure_id,
        encounter_procedures.encounter_id,
        'parent_quarantined' as reason
    from encounter_procedures
    inner join encounters_quarantined
        on encounter_procedures.encounter_id = encounters_quarantined.encounter_id
    union all
    select
        encounter_procedures.encounter_procedure_id,
        encounter_procedures.encounter_id,
        'unknown_code' as reason
    from encounter_procedures
    inner join codes_quarantined
        on encounter_procedures.procedure_id = codes_quarantined.row_id
    union all
    select
        encounter_procedure_id,
        encounter_id,
        'orphan' as reason
    from orphans
)

select * from final
