-- What a load published less what was published before is the sum of the changes that it
-- gives reasons for, for every month, specialty and figure; and where a load published
-- nothing, its reasons sum to nothing.

{% set figures = [
    "encounter_count", "claim_count", "revenue_amount", "pending_amount", "denied_amount"
] %}

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

differences as (
    select
        publications.load_number,
        publications.calendar_month,
        publications.specialty_key,
        {% for figure in figures %}
            publications.{{ figure }}
            - coalesce(
                lag(publications.{{ figure }}) over (
                    partition by publications.calendar_month, publications.specialty_key
                    order by publications.load_number
                ),
                0
            ) as {{ figure }}{{ "," if not loop.last }}
        {% endfor %}
    from publications
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
        {% for figure in figures %}
            -{{ figure }}_change as {{ figure }}{{ "," if not loop.last }}
        {% endfor %}
    from changes
)

select
    load_number,
    calendar_month,
    specialty_key
from both_sides
group by load_number, calendar_month, specialty_key
having
    {% for figure in figures %}
        {{ "or " if not loop.first }}sum({{ figure }}) <> 0
    {% endfor %}
