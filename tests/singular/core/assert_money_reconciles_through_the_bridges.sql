-- Spread over its diagnoses or its procedures by weight, an encounter's money stays the
-- same to the cent: the weighted amounts, and those of encounters without a row in the
-- bridge, add up to all claims in staging.

{% set bridges = [
    ("bridge_encounter_diagnosis", "diagnosis_weight"),
    ("bridge_encounter_procedure", "procedure_weight")
] %}
{% set amounts = ["claim_amount", "allowed_amount", "paid_amount"] %}

with claim_totals as (
    select
        {%- for amount in amounts %}
        coalesce(sum({{ amount }}), 0) as {{ amount }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref("stg_oltp__billing") }}
),

spread_rows as (
    {%- for bridge, weight in bridges %}
    select
        '{{ bridge }}' as bridge_name,
        {%- for amount in amounts %}
        encounters.{{ amount }} * coalesce({{ bridge }}.{{ weight }}, 1)
            as {{ amount }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref("fact_encounters") }} as encounters
    left join {{ ref(bridge) }} as {{ bridge }}
        on encounters.encounter_key = {{ bridge }}.encounter_key
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

spread_totals as (
    select
        bridge_name,
        {%- for amount in amounts %}
        sum({{ amount }}) as {{ amount }}{{ "," if not loop.last }}
        {%- endfor %}
    from spread_rows
    group by bridge_name
)

select
    spread_totals.*,
    claim_totals.claim_amount as expected_claim_amount,
    claim_totals.allowed_amount as expected_allowed_amount,
    claim_totals.paid_amount as expected_paid_amount
from spread_totals
cross join claim_totals
where
    spread_totals.claim_amount <> claim_totals.claim_amount
    or spread_totals.allowed_amount <> claim_totals.allowed_amount
    or spread_totals.paid_amount <> claim_totals.paid_amount
