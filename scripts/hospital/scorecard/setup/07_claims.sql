-- One row per claim of an encounter in the period. A claim with the same charge as an
-- earlier, denied one of the same encounter is that one sent again; the claims of one
-- service so sent are a chain. A decision is dated by the last change of the claim.
create table claims as
with ordered as (
    select
        billing.billing_id,
        billing.encounter_id,
        billing.claim_amount,
        billing.allowed_amount,
        billing.paid_amount,
        billing.claim_date,
        billing.claim_status,
        cast(billing.updated_at as date) as decided_date,
        visits.encounter_type,
        cast(visits.discharge_date as date) as discharge_day,
        payers.payer_name,
        coalesce(payers.payer_type, 'Self-Pay') as payer_type,
        coalesce(lag(billing.claim_status) over chain, '') <> 'Denied' as is_first,
        lead(billing.billing_id) over chain is null
        or billing.claim_status <> 'Denied' as is_last
    from billing
    inner join visits
        on billing.encounter_id = visits.encounter_id
    left join payers
        on billing.payer_id = payers.payer_id
    window
        chain as (
            partition by billing.encounter_id, billing.claim_amount
            order by billing.claim_date, billing.billing_id
        )
)

select
    ordered.*,
    period.as_of_date
from ordered
cross join period;

-- What was spent on a person in a calendar year: allowed by payers, plans and patients.
create table spending as
select
    visits.calendar_year,
    visits.patient_id,
    sum(claims.allowed_amount) as allowed_amount
from claims
inner join visits
    on claims.encounter_id = visits.encounter_id
group by visits.calendar_year, visits.patient_id;
