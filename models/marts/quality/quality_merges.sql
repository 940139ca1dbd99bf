{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_touched"}
) }}

-- One row per source row that is not loaded because another one stands for it: a second
-- registration of a patient with its log, or a claim sent again.

with rows_merged as (
    select * from {{ ref("stg_oltp__rows_merged") }}
),

final as (
    select
        {{ dbt.cast("table_name", "varchar(40)") }} as table_name,
        {{ dbt.cast("row_id", "bigint") }} as row_id,
        {{ dbt.cast("survivor_row_id", "bigint") }} as survivor_row_id,
        {{ dbt.cast("rule_name", "varchar(40)") }} as rule_name
    from rows_merged
)

select * from final
{{ where_changed("stg_oltp__rows_touched") }}
