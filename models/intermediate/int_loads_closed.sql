{{ config(
    materialized="incremental",
    incremental_strategy="delete+insert",
    unique_key="load_number",
    on_schema_change="append_new_columns",
    full_refresh=false
) }}

-- One row per load that was completed: up to when it has taken what the source had.
--
-- The next load looks at what arrived from there on. A load is closed when every model
-- that replaces changed rows has run in it, because this model comes after all of them;
-- a run that was given only a part of them (--select) closes nothing, and what it did
-- is done again. Loads are kept through every --full-refresh.

{% for name in [
    "dim_patient", "dim_provider", "dim_date", "fact_encounters",
    "fact_inpatient_stays",
    "bridge_encounter_diagnosis", "bridge_encounter_procedure", "int_claims_listed",
    "monthly_encounters_by_specialty", "monthly_inpatient_stays_by_specialty",
    "monthly_length_of_stay_by_specialty", "monthly_revenue_by_payer",
    "readmission_rates_by_definition", "readmission_waterfall",
    "top_diagnosis_procedure_pairs", "revenue_of_moved_providers",
    "published_monthly_revenue",
    "revenue_restatements_by_reason", "quality_merges", "quality_quarantined_rows",
    "quality_reconciliation", "quality_repairs", "stg_oltp__judgements_loaded"
] %}
-- depends_on: {{ ref(name) }}
{% endfor %}

{% set left_out = models_left_out() %}

with loads as (
    select * from {{ ref("stg_oltp__loads_opened") }}
    {% if left_out %}where 1 = 0{% endif %}
),

final as (
    select
        {{ dbt.cast("load_number", "integer") }} as load_number,
        {{ dbt.cast("reload_reason", "varchar(40)") }} as reload_reason,
        changed_since,
        received_until,
        observation_end_at,
        source_as_of_date,
        {{ dbt.cast("source_fingerprint", "varchar(32)") }} as source_fingerprint,
        {{ dbt.cast("project_fingerprint", "varchar(32)") }} as project_fingerprint
    from loads
)

select * from final
