{{ config(
    materialized="incremental",
    incremental_strategy="replace_load",
    on_schema_change="append_new_columns",
    partition_by="calendar_month",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(["load_number"], ["encounter_key"])
) }}

-- One row per load and reason for which an encounter or a claim changed what a month
-- and a specialty count and earn: a ledger, in which the sum of all entries is what
-- monthly_revenue_by_specialty says now, and the sum up to a load what it said then.
--
-- An encounter stands in the ledger with the claim key -1, and each of its claims with
-- the claim's. A load enters what is new with its amounts, what is gone with their
-- opposite, and what has changed with the difference. The reasons are asked in this
-- order:
-- - First publication: the ledger begins with this load;
-- - New encounter, with its claims: it started after the last load's as-of date;
-- - Late encounter, with its claims: it had started before, but was not there;
-- - Deletion: an encounter with its claims, or a claim, is there no more, whether the
--   source deleted it or the warehouse does not take it any more;
-- - Late claim: a new claim of an encounter that was there;
-- - Correction: encounter or claim counts in another month or for another specialty;
-- - Re-adjudication: the payer decided, or decided anew, on a claim that was there.
-- A claim that was moved and decided anew has an entry for each.
--
-- The ledger is kept through every --full-refresh; it begins anew with another source.

with loads as (
    select * from {{ ref("stg_oltp__loads_opened") }}
),

encounters as (
    select
        keyed.encounter_id as encounter_key,
        keyed.specialty_key,
        dates.calendar_month,
        dates.calendar_date
    from {{ ref("int_encounters_keyed") }} as keyed
    inner join {{ ref("dim_date") }} as dates
        on keyed.encounter_date_key = dates.date_key
    {{ where_changed("int_encounters_reached", "keyed.encounter_id", "encounter_id") }}
),

claims as (
    select * from {{ ref("stg_oltp__billing") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

current_entries as (
    select
        encounter_key,
        -1 as claim_key,
        calendar_month,
        specialty_key,
        1 as encounter_count,
        0 as claim_count,
        0 as revenue_amount,
        0 as pending_amount,
        0 as denied_amount
    from encounters
    union all
    select
        encounters.encounter_key,
        claims.billing_id as claim_key,
        encounters.calendar_month,
        encounters.specialty_key,
        0 as encounter_count,
        1 as claim_count,
        case
            when claims.claim_status = 'Paid' then coalesce(claims.allowed_amount, 0)
            else 0
        end as revenue_amount,
        case
            when claims.claim_status = 'Pending' then coalesce(claims.claim_amount, 0)
            else 0
        end as pending_amount,
        case
            when claims.claim_status = 'Denied' then coalesce(claims.claim_amount, 0)
            else 0
        end as denied_amount
    from claims
    inner join encounters
        on claims.encounter_id = encounters.encounter_key
),

both_sides as (
    select
        1 as is_current,
        encounter_key,
        claim_key,
        calendar_month,
        specialty_key,
        encounter_count,
        claim_count,
        revenue_amount,
        pending_amount,
        denied_amount
    from current_entries
    {% if loads_changes() %}
        union all
        select
            0 as is_current,
            encounter_key,
            claim_key,
            calendar_month,
            specialty_key,
            sum(encounter_count_change) as encounter_count,
            sum(claim_count_change) as claim_count,
            sum(revenue_amount_change) as revenue_amount,
            sum(pending_amount_change) as pending_amount,
            sum(denied_amount_change) as denied_amount
        from {{ this }}
        {{ where_changed("int_encounters_reached", "encounter_key", "encounter_id") }}
        {{ "where" if is_reload() else "and" }}
        load_number < (select load_number from {{ ref("stg_oltp__loads_opened") }})
        group by encounter_key, claim_key, calendar_month, specialty_key
        having sum(encounter_count_change) + sum(claim_count_change) > 0
    {% endif %}
),

compared as (
    select
        encounter_key,
        claim_key,
        max(is_current) as is_there,
        max(1 - is_current) as was_there,
        max(case when is_current = 1 then calendar_month end) as current_month,
        max(case when is_current = 0 then calendar_month end) as former_month,
        max(case when is_current = 1 then specialty_key end) as current_specialty_key,
        max(case when is_current = 0 then specialty_key end) as former_specialty_key,
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
    group by encounter_key, claim_key
),

placed as (
    select
        compared.*,
        max(case when claim_key = -1 then is_there else 0 end) over (
            partition by encounter_key
        ) as is_encounter_there,
        max(case when claim_key = -1 then was_there else 0 end) over (
            partition by encounter_key
        ) as was_encounter_there
    from compared
),

reasoned as (
    select
        placed.*,
        loads.load_number,
        case
            when {{ 0 if loads_changes() else 1 }} = 1 then 'First publication'
            when
                placed.was_encounter_there = 0
                and encounters.calendar_date >= loads.previous_observation_end_at
                then 'New encounter'
            when placed.was_encounter_there = 0 then 'Late encounter'
            when placed.is_there = 0 then 'Deletion'
            when placed.was_there = 0 then 'Late claim'
        end as whole_reason,
        case
            when
                placed.current_month <> placed.former_month
                or placed.current_specialty_key <> placed.former_specialty_key
                then 1
            else 0
        end as is_moved
    from placed
    cross join loads
    left join encounters
        on placed.encounter_key = encounters.encounter_key
),

entries as (
    select
        load_number,
        encounter_key,
        claim_key,
        current_month as calendar_month,
        current_specialty_key as specialty_key,
        whole_reason as change_reason,
        current_encounter_count as encounter_count_change,
        current_claim_count as claim_count_change,
        current_revenue_amount as revenue_amount_change,
        current_pending_amount as pending_amount_change,
        current_denied_amount as denied_amount_change
    from reasoned
    where whole_reason is not null and is_there = 1
    union all
    select
        load_number,
        encounter_key,
        claim_key,
        former_month as calendar_month,
        former_specialty_key as specialty_key,
        whole_reason as change_reason,
        -former_encounter_count as encounter_count_change,
        -former_claim_count as claim_count_change,
        -former_revenue_amount as revenue_amount_change,
        -former_pending_amount as pending_amount_change,
        -former_denied_amount as denied_amount_change
    from reasoned
    where whole_reason is not null and was_there = 1
    union all
    select
        load_number,
        encounter_key,
        claim_key,
        former_month as calendar_month,
        former_specialty_key as specialty_key,
        'Correction' as change_reason,
        -former_encounter_count as encounter_count_change,
        -former_claim_count as claim_count_change,
        -former_revenue_amount as revenue_amount_change,
        -former_pending_amount as pending_amount_change,
        -former_denied_amount as denied_amount_change
    from reasoned
    where whole_reason is null and is_moved = 1
    union all
    select
        load_number,
        encounter_key,
        claim_key,
        current_month as calendar_month,
        current_specialty_key as specialty_key,
        'Correction' as change_reason,
        former_encounter_count as encounter_count_change,
        former_claim_count as claim_count_change,
        former_revenue_amount as revenue_amount_change,
        former_pending_amount as pending_amount_change,
        former_denied_amount as denied_amount_change
    from reasoned
    where whole_reason is null and is_moved = 1
    union all
    select
        load_number,
        encounter_key,
        claim_key,
        current_month as calendar_month,
        current_specialty_key as specialty_key,
        'Re-adjudication' as change_reason,
        current_encounter_count - former_encounter_count as encounter_count_change,
        current_claim_count - former_claim_count as claim_count_change,
        current_revenue_amount - former_revenue_amount as revenue_amount_change,
        current_pending_amount - former_pending_amount as pending_amount_change,
        current_denied_amount - former_denied_amount as denied_amount_change
    from reasoned
    where whole_reason is null
),

final as (
    select
        {{ dbt.cast("load_number", "integer") }} as load_number,
        {{ dbt.cast("encounter_key", "bigint") }} as encounter_key,
        {{ dbt.cast("claim_key", "bigint") }} as claim_key,
        {{ dbt.cast("calendar_month", "varchar(7)") }} as calendar_month,
        {{ dbt.cast("specialty_key", "integer") }} as specialty_key,
        {{ dbt.cast("change_reason", "varchar(20)") }} as change_reason,
        {{ dbt.cast("encounter_count_change", "integer") }} as encounter_count_change,
        {{ dbt.cast("claim_count_change", "integer") }} as claim_count_change,
        {{ dbt.cast("revenue_amount_change", "decimal(14,2)") }}
            as revenue_amount_change,
        {{ dbt.cast("pending_amount_change", "decimal(14,2)") }}
            as pending_amount_change,
        {{ dbt.cast("denied_amount_change", "decimal(14,2)") }} as denied_amount_change
    from entries
    where
        change_reason <> 'Re-adjudication'
        or revenue_amount_change <> 0
        or pending_amount_change <> 0
        or denied_amount_change <> 0
)

select * from final
