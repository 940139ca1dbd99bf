{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_touched"}
) }}

-- One row per table of the OLTP database: how many rows it has and what became of them.
-- Loaded rows are counted in staging, the others where they are listed, so that a row
-- lost on the way breaks the equation: source = loaded + merged + quarantined.

{% set tables = [
    "data_loads", "payers", "specialties", "departments", "providers",
    "provider_versions", "patients", "patient_versions", "diagnoses", "procedures",
    "encounters", "encounter_diagnoses", "encounter_procedures", "billing"
] %}

with source_rows as (
    select * from {{ ref("stg_oltp__rows_counted") }}
),

loaded_rows as (
    {% for table_name in tables %}
        select
            '{{ table_name }}' as table_name,
            count(*) as row_count
        from {{ ref("stg_oltp__" ~ table_name) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

merged_rows as (
    select
        table_name,
        count(*) as row_count
    from {{ ref("quality_merges") }}
    group by table_name
),

quarantined_rows as (
    select
        table_name,
        count(*) as row_count
    from {{ ref("quality_quarantined_rows") }}
    group by table_name
),

final as (
    select
        {{ dbt.cast("source_rows.table_name", "varchar(40)") }} as table_name,
        {{ dbt.cast("source_rows.row_count", "bigint") }} as source_row_count,
        {{ dbt.cast("loaded_rows.row_count", "bigint") }} as loaded_row_count,
        {{ dbt.cast("coalesce(merged_rows.row_count, 0)", "bigint") }}
            as merged_row_count,
        {{ dbt.cast("coalesce(quarantined_rows.row_count, 0)", "bigint") }}
            as quarantined_row_count
    from source_rows
    inner join loaded_rows
        on source_rows.table_name = loaded_rows.table_name
    left join merged_rows
        on source_rows.table_name = merged_rows.table_name
    left join quarantined_rows
        on source_rows.table_name = quarantined_rows.table_name
)

select * from final
{{ where_changed("stg_oltp__rows_touched") }}
