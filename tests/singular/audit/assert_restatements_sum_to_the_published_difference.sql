-- What a load published less what was published before is the sum of the changes that
-- it gives reasons for, for every month, specialty and figure; and where a load
-- published nothing, its reasons sum to nothing.

with publications as (
    select * from {{ ref("published_monthly_revenue") }}
),

changes as (
    select * from {{ ref("revenue_restatements_by_reason") }}
),

first_loads as (
    select min(load_number) as load_number
    from publications
),

numbered_publications as (
    select
        publications.*,
        row_number() over (
            partition by calendar_month, specialty_key
            order by load_number
        ) as publication_number
    from publications
),

differences as (
    select
        later.load_number,
        later.calendar_month,
        later.specialty_key,
        later.encounter_count - coalesce(earlier.encounter_count, 0)
            as encounter_count,
        later.claim_count - coalesce(earlier.claim_count, 0)
            as claim_count,
        later.revenue_amount - coalesce(earlier.revenue_amount, 0)
            as revenue_amount,
        later.pending_amount - coalesce(earlier.pending_amount, 0)
            as pending_amount,
        later.denied_amount - coalesce(earlier.denied_amount, 0)
            as denied_amount
    from numbered_publications as later
    left join numbered_publications as earlier
        on
            later.calendar_month = earlier.calendar_month
            and later.specialty_key = earlier.specialty_key
            and later.publication_number = earlier.publication_number + 1
),

both_sides as (
    select differences.*
    from differences
    inner join first_loads
        on differences.load_number > first_loads.load_number
    union all
    select
        load_number,
        calendar_month,
        specialty_key,
        -encounter_count_change as encounter_count,
        -claim_count_change as claim_count,
        -revenue_amount_change as revenue_amount,
        -pending_amount_change as pending_amount,
        -denied_amount_change as denied_amount
    from changes
)

select
    load_number,
    calendar_month,
    specialty_key
from both_sides
group by load_number, calendar_month, specialty_key
having
    sum(encounter_count) <> 0
    or sum(claim_count) <> 0
    or sum(revenue_amount) <> 0
    or sum(pending_amount) <> 0
    or sum(denied_amount) <> 0
