{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__encounters_touched"},
    indexes=server_indexes(["billing_id"], ["encounter_id"])
) }}

-- One row per claim and reason why it is not loaded:
-- - negative_amount: charged, allowed or paid is below 0;
-- - absurd_amount: one of them is above 10,000,000 dollars;
-- - allowed_above_charge: more is allowed than charged, neither negative nor absurd;
-- - future_date: sent after the last day that the source knows of;
-- - orphan: the source does not have its encounter;
-- - parent_quarantined: its encounter is not loaded.
--
-- The last day is that of stg_oltp__encounters_quarantined.

{% set given = var("as_of_date") %}
{% set given_as_of_date = "'" ~ given ~ "'" if given else "null" %}
{% set highest_amount = 10000000 %}

with billing as (
    select * from {{ source("oltp", "billing") }}
    {{ where_changed("stg_oltp__encounters_touched", "encounter_id") }}
),

encounters as (
    select * from {{ source("oltp", "encounters") }}
),

encounters_quarantined as (
    select encounter_id
    from {{ ref("stg_oltp__encounters_quarantined") }}
    group by encounter_id
),

known_days as (
    select {{ dbt.cast(given_as_of_date, "date") }} as as_of_date
    union all
    select as_of_date
    from {{ source("oltp", "data_loads") }}
),

horizon as (
    select max(as_of_date) as as_of_date
    from known_days
),

final as (
    select
        billing_id,
        encounter_id,
        'negative_amount' as reason
    from billing
    where claim_amount < 0 or allowed_amount < 0 or paid_amount < 0
    union all
    select
        billing_id,
        encounter_id,
        'absurd_amount' as reason
    from billing
    where
        claim_amount > {{ highest_amount }}
        or allowed_amount > {{ highest_amount }}
        or paid_amount > {{ highest_amount }}
    union all
    select
        billing_id,
        encounter_id,
        'allowed_above_charge' as reason
    from billing
    where
        allowed_amount > claim_amount
        and claim_amount >= 0
        and allowed_amount <= {{ highest_amount }}
    union all
    select
        billing.billing_id,
        billing.encounter_id,
        'future_date' as reason
    from billing
    cross join horizon
    where billing.claim_date > horizon.as_of_date
    union all
    select
        billing.billing_id,
        billing.encounter_id,
        'orphan' as reason
    from billing
    left join encounters
        on billing.encounter_id = encounters.encounter_id
    where encounters.encounter_id is null
    union all
    select
        billing.billing_id,
        billing.encounter_id,
        'parent_quarantined' as reason
    from billing
    inner join encounters_quarantined
        on billing.encounter_id = encounters_quarantined.encounter_id
)

select * from final
