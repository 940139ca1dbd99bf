{{ config(
    materialized="incremental",
    incremental_strategy="replace_load",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"}
) }}

-- One row per load, month, specialty and reason for which the published figures
-- changed: why May is not what it was.
--
-- The changes of a load, over its reasons, sum exactly to the difference between what
-- it published and what was published before. The reasons are those of revenue_ledger;
-- what the first load publishes is no change. The as-of date says when each came to
-- light.

{# the list that the ledger follows; a unit test need not give it #}
{% if not execute %}{% do ref("int_encounters_reached") %}{% endif %}

with ledger as (
    select * from {{ ref("revenue_ledger") }}
),

loads as (
    select * from {{ ref("stg_oltp__loads_opened") }}
),

specialties as (
    select * from {{ ref("dim_specialty") }}
),

final as (
    select
        ledger.load_number,
        {{ dbt.cast("min(observation_periods.as_of_date)", "date") }} as as_of_date,
        ledger.calendar_month,
        ledger.specialty_key,
        specialties.specialty_name,
        ledger.change_reason,
        {{ dbt.cast("sum(ledger.encounter_count_change)", "bigint") }}
            as encounter_count_change,
        {{ dbt.cast("sum(ledger.claim_count_change)", "bigint") }}
            as claim_count_change,
        {{ dbt.cast("sum(ledger.revenue_amount_change)", "decimal(18,2)") }}
            as revenue_amount_change,
        {{ dbt.cast("sum(ledger.pending_amount_change)", "decimal(18,2)") }}
            as pending_amount_change,
        {{ dbt.cast("sum(ledger.denied_amount_change)", "decimal(18,2)") }}
            as denied_amount_change
    from loads
    inner join ledger
        on loads.load_number = ledger.load_number
    inner join specialties
        on ledger.specialty_key = specialties.specialty_key
    cross join {{ ref("int_observation_periods") }} as observation_periods
    where ledger.change_reason <> 'First publication'
    group by
        ledger.load_number,
        ledger.calendar_month,
        ledger.specialty_key,
        specialties.specialty_name,
        ledger.change_reason
)

select * from final
