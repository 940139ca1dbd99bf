{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key=["table_name", "row_id"],
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_rechecked"},
    indexes=server_indexes(["table_name", "row_id"])
) }}

-- One row per field that staging changes, with the rule that did it and the value
-- before and after. A row that is merged or quarantined later is repaired first, so it
-- is here as well: the rules that judge it read its cleaned values.
--
-- The rule is the last of the steps that were needed. That a telephone number in its
-- usual form is kept as ten digits is no repair. A value that was missing, or that
-- cleaning could not read, has none after it, and is unknown in the star.

with repairs as (
    select * from {{ ref("stg_oltp__people_repaired") }}
    union all
    select * from {{ ref("stg_oltp__organisation_repaired") }}
    union all
    select * from {{ ref("stg_oltp__codes_repaired") }}
    union all
    select * from {{ ref("stg_oltp__encounters_repaired") }}
    union all
    select * from {{ ref("stg_oltp__billing_repaired") }}
),

final as (
    select
        {{ dbt.cast("table_name", "varchar(40)") }} as table_name,
        {{ dbt.cast("row_id", "bigint") }} as row_id,
        {{ dbt.cast("field_name", "varchar(40)") }} as field_name,
        {{ dbt.cast("rule_name", "varchar(40)") }} as rule_name,
        {{ dbt.cast("value_before", "varchar(255)") }} as value_before,
        {{ dbt.cast("value_after", "varchar(255)") }} as value_after
    from repairs
    {{ where_changed("stg_oltp__rows_rechecked", ["table_name", "row_id"]) }}
)

select * from final
