{{ config(indexes=server_indexes(unique=["calendar_month"])) }}

-- One row per calendar month with an encounter that a change reaches, in the month that
-- the encounter has now and in the one that it had when last loaded; none in a reload.
-- What only a stay decides, the readmission flags, no month counts.

{% set fact = loaded_relation("fact_encounters") %}

with reached_encounters as (
    select * from {{ ref("int_encounters_reached") }}
),

encounters as (
    select * from {{ ref("int_encounters_keyed") }}
),

dates as (
    select * from {{ ref("dim_date") }}
),

date_keys as (
    select encounters.encounter_date_key
    from reached_encounters
    inner join encounters
        on reached_encounters.encounter_id = encounters.encounter_id
    {% if fact %}
        union all
        select fact.encounter_date_key
        from reached_encounters
        inner join {{ fact }} as fact
            on reached_encounters.encounter_id = fact.encounter_key
    {% endif %}
),

all_months as (
    select dates.calendar_month
    from date_keys
    inner join dates
        on date_keys.encounter_date_key = dates.date_key
    union all
    {{ keys_still_open(["calendar_month"], "varchar(7)") }}
),

final as (
    select
        all_months.calendar_month,
        max(loads.load_number) as load_number
    from all_months
    cross join {{ ref("stg_oltp__loads_opened") }} as loads
    group by all_months.calendar_month
)

select * from final
