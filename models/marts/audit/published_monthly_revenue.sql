{{ config(
    materialized="incremental",
    incremental_strategy="replace_load",
    on_schema_change="append_new_columns",
    meta={"changes": "int_months_changed"}
) }}

-- One row per load, month and specialty whose figures the load published for the first
-- time or otherwise than before: what monthly_revenue_by_specialty said after it.
--
-- What a load does not list still stands as published last. Figures that are there no
-- more are published as 0. Publications are kept through every --full-refresh.

with loads as (
    select * from {{ ref("stg_oltp__loads_opened") }}
),

current_figures as (
    select * from {{ ref("monthly_revenue_by_specialty") }}
    {{ where_changed("int_months_changed", "calendar_month") }}
),

{% if loads_changes() %}
    ranked_publications as (
        select
            publications.*,
            row_number() over (
                partition by publications.calendar_month, publications.specialty_key
                order by publications.load_number desc
            ) as recency_rank
        from {{ this }} as publications
        inner join loads
            on publications.load_number < loads.load_number
        {{ where_changed(
            "int_months_changed", "publications.calendar_month", "calendar_month"
        ) }}
    ),
{% endif %}

both_sides as (
    select
        1 as is_current,
        calendar_month,
        specialty_key,
        encounter_count,
        claim_count,
        revenue_amount,
        pending_amount,
        denied_amount
    from current_figures
    {% if loads_changes() %}
        union all
        select
            0 as is_current,
            calendar_month,
            specialty_key,
            encounter_count,
            claim_count,
            revenue_amount,
            pending_amount,
            denied_amount
        from ranked_publications
        where recency_rank = 1
    {% endif %}
),

compared as (
    select
        calendar_month,
        specialty_key,
        sum(case when is_current = 1 then encounter_count else 0 end)
            as current_encounter_count,
        sum(case when is_current = 0 then encounter_count else 0 end)
            as former_encounter_count,
        sum(case when is_current = 1 then claim_count else 0 end)
            as current_claim_count,
        sum(case when is_current = 0 then claim_count else 0 end)
            as former_claim_count,
        sum(case when is_current = 1 then revenue_amount else 0 end)
            as current_revenue_amount,
        sum(case when is_current = 0 then revenue_amount else 0 end)
            as former_revenue_amount,
        sum(case when is_current = 1 then pending_amount else 0 end)
            as current_pending_amount,
        sum(case when is_current = 0 then pending_amount else 0 end)
            as former_pending_amount,
        sum(case when is_current = 1 then denied_amount else 0 end)
            as current_denied_amount,
        sum(case when is_current = 0 then denied_amount else 0 end)
            as former_denied_amount
    from both_sides
    group by calendar_month, specialty_key
),

final as (
    select
        {{ dbt.cast("loads.load_number", "integer") }} as load_number,
        {{ dbt.cast("compared.calendar_month", "varchar(7)") }} as calendar_month,
        {{ dbt.cast("compared.specialty_key", "integer") }} as specialty_key,
        {{ dbt.cast("compared.current_encounter_count", "bigint") }}
            as encounter_count,
        {{ dbt.cast("compared.current_claim_count", "bigint") }}
            as claim_count,
        {{ dbt.cast("compared.current_revenue_amount", "decimal(18,2)") }}
            as revenue_amount,
        {{ dbt.cast("compared.current_pending_amount", "decimal(18,2)") }}
            as pending_amount,
        {{ dbt.cast("compared.current_denied_amount", "decimal(18,2)") }}
            as denied_amount
    from compared
    cross join loads
    where
        compared.current_encounter_count <> compared.former_encounter_count
        or compared.current_claim_count <> compared.former_claim_count
        or compared.current_revenue_amount <> compared.former_revenue_amount
        or compared.current_pending_amount <> compared.former_pending_amount
        or compared.current_denied_amount <> compared.former_denied_amount
)

select * from final
