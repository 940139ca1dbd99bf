{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_key",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached", "changes_key": "encounter_id"},
    indexes=server_indexes(["encounter_key"], ["diagnosis_key"])
) }}

-- One row per diagnosis coded on an encounter; a code given twice is two rows.
--
-- Exactly one row of an encounter is principal: the lowest sequence, then the lowest
-- id. The weights of an encounter sum to exactly one, so that an amount spread over its
-- diagnoses keeps its cents: each gets the same number of hundred-millionths, and the
-- principal one what is left over.

with encounter_diagnoses as (
    select * from {{ ref("stg_oltp__encounter_diagnoses") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

diagnoses as (
    select * from {{ ref("stg_oltp__diagnoses") }}
),

counted as (
    select
        encounter_diagnoses.*,
        row_number() over (
            partition by encounter_id
            order by diagnosis_sequence, encounter_diagnosis_id
        ) as position_in_encounter,
        count(*) over (partition by encounter_id) as rows_in_encounter
    from encounter_diagnoses
),

weighted as (
    select
        counted.*,
        case when position_in_encounter = 1 then 1 else 0 end as is_principal,
        {{ equal_weight("position_in_encounter", "rows_in_encounter") }}
            as diagnosis_weight
    from counted
),

final as (
    select
        {{ dbt.cast("weighted.encounter_diagnosis_id", "bigint") }}
            as encounter_diagnosis_key,
        {{ dbt.cast("weighted.encounter_id", "bigint") }} as encounter_key,
        {{ dbt.cast("coalesce(diagnoses.diagnosis_id, -1)", "integer") }}
            as diagnosis_key,
        {{ dbt.cast("weighted.diagnosis_sequence", "integer") }} as diagnosis_sequence,
        {{ dbt.cast("weighted.is_principal", "integer") }} as is_principal,
        weighted.diagnosis_weight
    from weighted
    left join diagnoses
        on weighted.diagnosis_id = diagnoses.diagnosis_id
)

select * from final
