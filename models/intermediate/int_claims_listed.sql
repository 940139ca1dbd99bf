{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(["billing_id"], ["encounter_id"])
) }}

-- One row per claim with the encounter that it belongs to, as last loaded: when a claim
-- is deleted or given to another encounter, its former encounter is found here.

with claims as (
    select * from {{ ref("stg_oltp__billing") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

final as (
    select
        billing_id,
        encounter_id
    from claims
)

select * from final
