{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_touched"}
) }}

-- One row per table of the OLTP database: how many rows it has and what became of them.
-- Loaded rows are counted in the star, where it has a row for each, else in staging; the
-- others where they are listed. So a row that is lost or doubled on the way breaks the
-- equation: source = loaded + merged + quarantined.

{% set loaded = {
    "data_loads": ("stg_oltp__data_loads", "count(*)"),
    "payers": ("dim_payer", "count(*) - 1"),
    "specialties": ("dim_specialty", "count(*) - 1"),
    "departments": ("dim_department", "count(*) - 1"),
    "providers": ("dim_provider", "sum(is_current) - 1"),
    "provider_versions": ("stg_oltp__provider_versions", "count(*)"),
    "patients": ("dim_patient", "sum(is_current) - 1"),
    "patient_versions": ("stg_oltp__patient_versions", "count(*)"),
    "diagnoses": ("dim_diagnosis", "count(*) - 1"),
    "procedures": ("dim_procedure", "count(*) - 1"),
    "encounters": ("fact_encounters", "count(*)"),
    "encounter_diagnoses": ("bridge_encounter_diagnosis", "count(*)"),
    "encounter_procedures": ("bridge_encounter_procedure", "count(*)"),
    "billing": ("fact_encounters", "coalesce(sum(claim_count), 0)")
} %}

with source_rows as (
    select * from {{ ref("stg_oltp__rows_counted") }}
),

loaded_rows as (
    {% for table_name, (model, row_count) in loaded.items() %}
        select
            '{{ table_name }}' as table_name,
            {{ row_count }} as row_count
        from {{ ref(model) }}
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
