{{ config(
    materialized="incremental",
    incremental_strategy="replace_load",
    on_schema_change="append_new_columns",
    partition_by="calendar_month",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(["load_number"]),
    cluster_by=["encounter_key", "claim_key"]
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
        calendar_date,
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
        encounters.calendar_date,
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

{% if loads_changes() %}
    both_sides as (
        select
            1 as is_current,
            current_entries.*
        from current_entries
        union all
        select
            0 as is_current,
            encounter_key,
            claim_key,
            {{ dbt.cast("null", "date") }} as calendar_date,
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
    ),

    compared as (
        select
            encounter_key,
            claim_key,
            max(is_current) as is_there,
            max(1 - is_current) as was_there,
            max(calendar_date) as encounter_date,
            max(case when is_current = 1 then calendar_month end) as current_month,
            max(case when is_current = 0 then calendar_month end) as former_month,
            max(case when is_current = 1 then specialty_key end)
                as current_specialty_key,
            max(case when is_current = 0 then specialty_key end)
                as former_specialty_key,
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
                when
                    placed.was_encounter_there = 0
                    and placed.encounter_date >= loads.previous_observation_end_at
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
            end as is_moved,
            case
                when
                    placed.current_revenue_amount <> placed.former_revenue_amount
                    or placed.current_pending_amount <> placed.former_pending_amount
                    or placed.current_denied_amount <> placed.former_denied_amount
                    then 1
                else 0
            end as is_decided
        from placed
        cross join loads
    ),

    -- What an entry is made of: so many times what is there, and what was. Joined
    -- rather than united, because MariaDB works out a common table expression anew
    -- for each place that names it.
    entry_kinds as (
        select
            'Difference' as entry_kind,
            1 as times_current,
            -1 as times_former
        union all
        select
            'Moved out' as entry_kind,
            0 as times_current,
            -1 as times_former
        union all
        select
            'Moved in' as entry_kind,
            0 as times_current,
            1 as times_former
    ),

    entries as (
        select
            reasoned.load_number,
            reasoned.encounter_key,
            reasoned.claim_key,
            case
                when entry_kinds.entry_kind = 'Moved out' then reasoned.former_month
                else coalesce(reasoned.current_month, reasoned.former_month)
            end as calendar_month,
            case
                when entry_kinds.entry_kind = 'Moved out'
                    then reasoned.former_specialty_key
                else coalesce(
                    reasoned.current_specialty_key, reasoned.former_specialty_key
                )
            end as specialty_key,
            case
                when entry_kinds.entry_kind <> 'Difference' then 'Correction'
                else coalesce(reasoned.whole_reason, 'Re-adjudication')
            end as change_reason,
            entry_kinds.times_current * reasoned.current_encounter_count
            + entry_kinds.times_former * reasoned.former_encounter_count
                as encounter_count_change,
            entry_kinds.times_current * reasoned.current_claim_count
            + entry_kinds.times_former * reasoned.former_claim_count
                as claim_count_change,
            entry_kinds.times_current * reasoned.current_revenue_amount
            + entry_kinds.times_former * reasoned.former_revenue_amount
                as revenue_amount_change,
            entry_kinds.times_current * reasoned.current_pending_amount
            + entry_kinds.times_former * reasoned.former_pending_amount
                as pending_amount_change,
            entry_kinds.times_current * reasoned.current_denied_amount
            + entry_kinds.times_former * reasoned.former_denied_amount
                as denied_amount_change
        from reasoned
        inner join entry_kinds
            on
                (
                    entry_kinds.entry_kind = 'Difference'
                    and (reasoned.whole_reason is not null or reasoned.is_decided = 1)
                )
                or (
                    entry_kinds.entry_kind <> 'Difference'
                    and reasoned.whole_reason is null
                    and reasoned.is_moved = 1
                )
    ),
{% else %}
    entries as (
        select
            loads.load_number,
            current_entries.encounter_key,
            current_entries.claim_key,
            current_entries.calendar_month,
            current_entries.specialty_key,
            'First publication' as change_reason,
            current_entries.encounter_count as encounter_count_change,
            current_entries.claim_count as claim_count_change,
            current_entries.revenue_amount as revenue_amount_change,
            current_entries.pending_amount as pending_amount_change,
            current_entries.denied_amount as denied_amount_change
        from current_entries
        cross join loads
    ),
{% endif %}

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
)

select * from final
