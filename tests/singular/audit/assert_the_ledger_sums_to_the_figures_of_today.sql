-- All entries of the ledger together are what each month and specialty counts and earns.

{% set figures = [
    "encounter_count", "claim_count", "revenue_amount", "pending_amount", "denied_amount"
] %}

with both_sides as (
    select
        calendar_month,
        specialty_key,
        {% for figure in figures %}
            {{ figure }}_change as {{ figure }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ ref("revenue_ledger") }}
    union all
    select
        calendar_month,
        specialty_key,
        {% for figure in figures %}
            -{{ figure }} as {{ figure }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ ref("monthly_revenue_by_specialty") }}
)

select
    calendar_month,
    specialty_key
from both_sides
group by calendar_month, specialty_key
having
    {% for figure in figures %}
        {{ "or " if not loop.first }}sum({{ figure }}) <> 0
    {% endfor %}
