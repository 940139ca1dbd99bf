{{ config(
    materialized="incremental",
    incremental_strategy="replace_load",
    on_schema_change="append_new_columns",
    indexes=server_indexes(["load_number"])
) }}

-- One row per load and reason for which an encounter or a claim changed what a month and
-- a specialty count and earn: a ledger, in which the sum of all entries is what
-- monthly_revenue_by_specialty says now, and the sum up to a load what it said then.
--
-- An encounter stands in the ledger with the claim key -1, and each of its claims with
-- the claim's. A load enters what is new with its amounts, what is gone with their
-- opposite, and what has changed with the difference. The reasons, asked in this order:
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

{% set figures = [
    "encounter_count", "claim_count", "revenue_amount", "pending_amount", "denied_amount"
] %}
{% set claim_amounts = {
    "revenue_amount": ("Paid", "allowed_amount"),
    "pending_amount": ("Pending", "claim_amount"),
    "denied_amount": ("Denied", "claim_amount"),
} %}

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
    {{ where_changed("int_encounters_changed", "keyed.encounter_id", "encounter_id") }}
),

claims as (
    select * from {{ ref("stg_oltp__billing") }}
    {{ where_changed("int_encounters_changed", "encounter_id") }}
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
        {% for name, (status, amount) in claim_amounts.items() %}
            case
                when claims.claim_status = '{{ status }}'
                    then coalesce(claims.{{ amount }}, 0)
                else 0
            end as {{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from claims
    inner join encounters
        on claims.encounter_id = encounters.encounter_key
),

both_sides as (
    select
        1 as is_current,
        current_entries.*
    from current_entries
    {% if loads_changes() %}
        union all
        select
            0 as is_current,
            encounter_key,
            claim_key,
            calendar_month,
            specialty_key,
            {% for figure in figures %}
                sum({{ figure }}_change) as {{ figure }}{{ "," if not loop.last }}
            {% endfor %}
        from {{ this }}
        {{ where_changed("int_encounters_changed", "encounter_key", "encounter_id") }}
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
        {% for side, flag in [("current", 1), ("former", 0)] %}
            max(case when is_current = {{ flag }} then calendar_month end)
                as {{ side }}_month,
            max(case when is_current = {{ flag }} then specialty_key end)
                as {{ side }}_specialty_key,
            {% for figure in figures %}
                sum(case when is_current = {{ flag }} then {{ figure }} else 0 end)
                    as {{ side }}_{{ figure }}{{ "," if not loop.last }}
            {% endfor %}
            {{ "," if not loop.last }}
        {% endfor %}
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

{# what the entry is for, the side whose cell and the sides whose figures it takes #}
{% set postings = [
    ("whole_reason", "whole_reason is not null and is_there = 1", "current", [
        ("", "current")
    ]),
    ("whole_reason", "whole_reason is not null and was_there = 1", "former", [
        ("-", "former")
    ]),
    ("'Correction'", "whole_reason is null and is_moved = 1", "former", [
        ("-", "former")
    ]),
    ("'Correction'", "whole_reason is null and is_moved = 1", "current", [
        ("", "former")
    ]),
    ("'Re-adjudication'", "whole_reason is null", "current", [
        ("", "current"), ("- ", "former")
    ]),
] %}

entries as (
    {% for reason, condition, cell, sides in postings %}
        select
            load_number,
            encounter_key,
            claim_key,
            {{ cell }}_month as calendar_month,
            {{ cell }}_specialty_key as specialty_key,
            {{ reason }} as change_reason,
            {% for figure in figures %}
                {% for sign, side in sides %}
                    {{ sign }}{{ side }}_{{ figure }}
                {% endfor %}
                    as {{ figure }}_change{{ "," if not loop.last }}
            {% endfor %}
        from reasoned
        where {{ condition }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select
        {{ dbt.cast("load_number", "integer") }} as load_number,
        {{ dbt.cast("encounter_key", "bigint") }} as encounter_key,
        {{ dbt.cast("claim_key", "bigint") }} as claim_key,
        {{ dbt.cast("calendar_month", "varchar(7)") }} as calendar_month,
        {{ dbt.cast("specialty_key", "integer") }} as specialty_key,
        {{ dbt.cast("change_reason", "varchar(20)") }} as change_reason,
        {% for figure in figures %}
            {{ dbt.cast(
                figure ~ "_change",
                "integer" if figure.endswith("_count") else "decimal(14,2)"
            ) }} as {{ figure }}_change{{ "," if not loop.last }}
        {% endfor %}
    from entries
    where
        change_reason <> 'Re-adjudication'
        or revenue_amount_change <> 0
        or pending_amount_change <> 0
        or denied_amount_change <> 0
)

select * from final
