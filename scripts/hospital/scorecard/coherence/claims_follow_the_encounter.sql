-- A claim is sent when the encounter has ended, not before.
select
    billing.billing_id,
    billing.claim_date,
    encounters.discharge_date
from billing
inner join encounters
    on billing.encounter_id = encounters.encounter_id
where
    encounters.discharge_date is null
    or billing.claim_date < cast(encounters.discharge_date as date)
