{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__encounters_touched"},
    indexes=server_indexes(["billing_id"], ["encounter_id"])
) }}

-- One row per claim that was sent again, with the claim that stands for it: the one
-- with the lowest billing_id among those of the encounter with the same claim number.
--
-- A claim that is wrong in itself neither stands for another nor is merged into one: it
-- is quarantined, and a sound copy of it is loaded. Claims without a number are never
-- merged: several claims of one encounter are legal.

with billing as (
    select * from {{ source("oltp", "billing") }}
    {{ where_changed("stg_oltp__encounters_touched", "encounter_id") }}
),

billing_rejected as (
    select billing_id
    from {{ ref("stg_oltp__billing_quarantined") }}
    where reason <> 'parent_quarantined'
    group by billing_id
),

sound_claims as (
    select
        billing.billing_id,
        billing.encounter_id,
        billing.claim_number
    from billing
    left join billing_rejected
        on billing.billing_id = billing_rejected.billing_id
    where
        billing_rejected.billing_id is null
        and billing.claim_number is not null
),

final as (
    select
        later.billing_id,
        min(earlier.billing_id) as survivor_billing_id,
        later.encounter_id
    from sound_claims as later
    inner join sound_claims as earlier
        on
            later.encounter_id = earlier.encounter_id
            and later.billing_id > earlier.billing_id
    where
        {{ clean_identifier("later.claim_number") }}
        = {{ clean_identifier("earlier.claim_number") }}
    group by later.billing_id, later.encounter_id
)

select * from final
