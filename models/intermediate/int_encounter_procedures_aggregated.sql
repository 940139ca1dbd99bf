{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(unique=["encounter_id"])
) }}

-- One row per encounter with at least one procedure: how many.
--
-- Every row counts: a procedure performed twice counts twice.

with encounter_procedures as (
    select * from {{ ref("stg_oltp__encounter_procedures") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

final as (
    select
        encounter_id,
        {{ dbt.cast("count(*)", "integer") }} as procedure_count
    from encounter_procedures
    group by encounter_id
)

select * from final
