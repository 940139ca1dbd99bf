{{ config(
    materialized="incremental",
    incremental_strategy="replace_load",
    on_schema_change="append_new_columns"
) }}

-- One row per load, month and specialty whose figures the load published for the first
-- time or otherwise than before: what monthly_revenue_by_specialty said after it.
--
-- What a load does not list still stands as published last. Figures that are there no
-- more are published as 0. Publications are kept through every --full-refresh.

{% set figures = [
    "encounter_count", "claim_count", "revenue_amount", "pending_amount", "denied_amount"
] %}

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
        {{ figures | join(",\n        ") }}
    from current_figures
    {% if loads_changes() %}
        union all
        select
            0 as is_current,
            calendar_month,
            specialty_key,
            {{ figures | join(",\n            ") }}
        from ranked_publications
        where recency_rank = 1
    {% endif %}
),

compared as (
    select
        calendar_month,
        specialty_key,
        {% for side, flag in [("current", 1), ("former", 0)] %}
            {% set last_side = loop.last %}
            {% for figure in figures %}
                sum(case when is_current = {{ flag }} then {{ figure }} else 0 end)
                    as {{ side }}_{{ figure }}
                {{ "," if not (last_side and loop.last) }}
            {% endfor %}
        {% endfor %}
    from both_sides
    group by calendar_month, specialty_key
),

final as (
    select
        {{ dbt.cast("loads.load_number", "integer") }} as load_number,
        {{ dbt.cast("compared.calendar_month", "varchar(7)") }} as calendar_month,
        {{ dbt.cast("compared.specialty_key", "integer") }} as specialty_key,
        {% for figure in figures %}
            {{ dbt.cast(
                "compared.current_" ~ figure,
                "bigint" if figure.endswith("_count") else "decimal(18,2)"
            ) }} as {{ figure }}{{ "," if not loop.last }}
        {% endfor %}
    from compared
    cross join loads
    where
        {% for figure in figures %}
            {{ "or " if not loop.first }}compared.current_{{ figure }}
            <> compared.former_{{ figure }}
        {% endfor %}
)

select * from final
