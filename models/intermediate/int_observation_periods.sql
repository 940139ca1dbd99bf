-- One row: until when the source knows what happened.
--
-- The as-of date is the variable as_of_date if one is given; else the latest as_of_date
-- that a load recorded; else, for data loaded by hand, the latest day on which an
-- encounter starts or ends or a claim is sent. It is inclusive, so observation ends at
-- midnight after it. Nothing here ever asks for today's date.

with data_loads as (
    select * from {{ ref("stg_oltp__data_loads") }}
),

encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
),

claims as (
    select * from {{ ref("stg_oltp__billing") }}
),

{% set given = var("as_of_date") %}
{% set given_as_of_date = "'" ~ given ~ "'" if given else "null" %}

candidates as (
    select
        1 as precedence,
        {{ dbt.cast(given_as_of_date, "date") }} as as_of_date
    union all
    select
        2 as precedence,
        max(as_of_date) as as_of_date
    from data_loads
    union all
    select
        3 as precedence,
        max({{ dbt.cast("encounter_started_at", "date") }}) as as_of_date
    from encounters
    where not exists (select 1 from data_loads)
    union all
    select
        3 as precedence,
        max({{ dbt.cast("encounter_ended_at", "date") }}) as as_of_date
    from encounters
    where not exists (select 1 from data_loads)
    union all
    select
        3 as precedence,
        max(claim_date) as as_of_date
    from claims
    where not exists (select 1 from data_loads)
),

ranked as (
    select
        as_of_date,
        row_number() over (order by precedence asc, as_of_date desc) as preference
    from candidates
    where as_of_date is not null
),

final as (
    select
        as_of_date,
        {{ dbt.cast(dbt.dateadd("day", 1, "as_of_date"), "timestamp") }}
            as observation_end_at
    from ranked
    where preference = 1
)

select * from final
