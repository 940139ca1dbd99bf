{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_touched"}
) }}

-- One row per source row that is kept out of the star, with all its reasons and its
-- values as the source has them. Nothing else remembers the row: once the source is
-- mended, the next build loads it.

with rows_quarantined as (
    select * from {{ ref("stg_oltp__rows_quarantined") }}
),

final as (
    select
        {{ dbt.cast("table_name", "varchar(40)") }} as table_name,
        {{ dbt.cast("row_id", "bigint") }} as row_id,
        {{ dbt.cast("reasons", "varchar(200)") }} as reasons,
        {{ dbt.cast("original_values", "varchar(4000)") }} as original_values
    from rows_quarantined
)

select * from final
{{ where_changed("stg_oltp__rows_touched") }}
