-- Spread over its diagnoses or its procedures by weight, an encounter's money stays the
-- same to the cent: the weighted amounts, and those of encounters without a row in the
-- bridge, add up to all claims in staging.

with claim_totals as (
    select
        coalesce(sum(claim_amount), 0) as claim_amount,
        coalesce(sum(allowed_amount), 0) as allowed_amount,
        coalesce(sum(paid_amount), 0) as paid_amount
    from {{ ref("stg_oltp__billing") }}
),

encounters as (
    select * from {{ ref("fact_encounters") }}
),

encounter_diagnoses as (
    select * from {{ ref("bridge_encounter_diagnosis") }}
),

encounter_procedures as (
    select * from {{ ref("bridge_encounter_procedure") }}
),

weighted_rows as (
    select
        'diagnoses' as spread_over,
        encounters.claim_amount,
        encounters.allowed_amount,
        encounters.paid_amount,
        coalesce(encounter_diagnoses.diagnosis_weight, 1) as row_weight
    from encounters
    left join encounter_diagnoses
        on encounters.encounter_key = encounter_diagnoses.encounter_key
    union all
    select
        'procedures' as spread_over,
        encounters.claim_amount,
        encounters.allowed_amount,
        encounters.paid_amount,
        coalesce(encounter_procedures.procedure_weight, 1) as row_weight
    from encounters
    left join encounter_procedures
        on encounters.encounter_key = encounter_procedures.encounter_key
),

spread_totals as (
    select
        spread_over,
        sum(claim_amount * row_weight) as claim_amount,
        sum(allowed_amount * row_weight) as allowed_amount,
        sum(paid_amount * row_weight) as paid_amount
    from weighted_rows
    group by spread_over
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
