{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_key",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached", "changes_key": "encounter_id"},
    indexes=server_indexes(["encounter_key"], ["procedure_key"])
) }}

-- One row per procedure performed in an encounter; one performed twice is two rows.
--
-- The sequence is by day, undated ones last, then by id. The weights of an encounter
-- sum to exactly one, so that an amount spread over its procedures keeps its cents:
-- each gets the same number of hundred-millionths, and the first one what is left over.

with encounter_procedures as (
    select * from {{ ref("stg_oltp__encounter_procedures") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

procedures as (
    select * from {{ ref("stg_oltp__procedures") }}
),

counted as (
    select
        encounter_procedures.*,
        row_number() over (
            partition by encounter_id
            order by
                coalesce(procedure_date, {{ dbt.cast(end_of_time(), "date") }}),
                encounter_procedure_id
        ) as position_in_encounter,
        count(*) over (partition by encounter_id) as rows_in_encounter
    from encounter_procedures
),

final as (
    select
        {{ dbt.cast("counted.encounter_procedure_id", "bigint") }}
            as encounter_procedure_key,
        {{ dbt.cast("counted.encounter_id", "bigint") }} as encounter_key,
        {{ dbt.cast("coalesce(procedures.procedure_id, -1)", "integer") }}
            as procedure_key,
        {{ dbt.cast(date_key_or_unknown("counted.procedure_date"), "integer") }}
            as procedure_date_key,
        {{ dbt.cast("counted.position_in_encounter", "integer") }}
            as procedure_sequence,
        {{ equal_weight("counted.position_in_encounter", "counted.rows_in_encounter") }}
            as procedure_weight
    from counted
    left join procedures
        on counted.procedure_id = procedures.procedure_id
)

select * from final
