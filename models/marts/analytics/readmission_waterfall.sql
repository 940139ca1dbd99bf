{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"}
) }}

-- One row per reason why an inpatient stay counts in the readmission rate or does not,
-- in the order in which the reasons are asked.
--
-- Every merged inpatient stay has exactly one reason, so the counts add up to all
-- stays. A reason that no stay has is a row with 0. The reasons are those of
-- int_inpatient_stays_followed.

{% set reasons = [
    "Not discharged yet",
    "Died in the stay",
    "Followed too short",
    "Counted as index stay"
] %}

with stays as (
    select * from {{ ref("int_inpatient_stays_followed") }}
),

steps as (
    {% for reason in reasons %}
        select
            {{ loop.index }} as waterfall_step,
            '{{ reason }}' as index_reason
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select
        {{ dbt.cast("steps.waterfall_step", "integer") }} as waterfall_step,
        {{ dbt.cast("steps.index_reason", "varchar(40)") }} as index_reason,
        {{ dbt.cast("count(stays.stay_key)", "bigint") }} as stay_count
    from steps
    left join stays
        on steps.index_reason = stays.index_reason
    group by steps.waterfall_step, steps.index_reason
)

select * from final
{{ where_changed("int_patients_rejudged") }}
