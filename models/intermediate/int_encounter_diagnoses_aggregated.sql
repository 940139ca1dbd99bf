{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(unique=["encounter_id"])
) }}

-- One row per encounter with at least one diagnosis: how many, and which is principal.
--
-- Every row counts, a repeated code too. Principal is the row with the lowest sequence;
-- of two with the same, the one with the lower id.

with encounter_diagnoses as (
    select * from {{ ref("stg_oltp__encounter_diagnoses") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

ranked as (
    select
        encounter_id,
        diagnosis_id,
        row_number() over (
            partition by encounter_id
            order by diagnosis_sequence, encounter_diagnosis_id
        ) as position_in_encounter
    from encounter_diagnoses
),

final as (
    select
        encounter_id,
        {{ dbt.cast("count(*)", "integer") }} as diagnosis_count,
        max(case when position_in_encounter = 1 then diagnosis_id end)
            as principal_diagnosis_id
    from ranked
    group by encounter_id
)

select * from final
