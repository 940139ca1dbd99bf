-- Claims and their decisions. First decision: decided claims that are not an earlier,
-- denied one sent again. Finally not paid: of the dollars charged to insurers
-- at least 180 days before the as-of date, those whose last claim is denied. No claim:
-- encounters that ended at least 60 days before the as-of date and have none.
with claimed as (select distinct encounter_id from billing)

select
    'denied at first decision' as measure,
    100.0 * avg(cast(claim_status = 'Denied' as integer)) as measured_value
from claims
where is_first and claim_status in ('Paid', 'Denied')
union all
select
    'denied at first decision, Marketplace' as measure,
    100.0 * avg(cast(claim_status = 'Denied' as integer)) as measured_value
from claims
where
    is_first
    and claim_status in ('Paid', 'Denied')
    and payer_name ilike '%marketplace%'
union all
select
    'charges finally not paid, insured' as measure,
    100.0 * sum(claim_amount) filter (claim_status = 'Denied')
    / sum(claim_amount) as measured_value
from claims
where
    is_last
    and claim_status in ('Paid', 'Denied')
    and payer_type <> 'Self-Pay'
    and claim_date <= as_of_date - 180
union all
select
    'encounters with no claim' as measure,
    100.0 * avg(cast(claimed.encounter_id is null as integer)) as measured_value
from visits
cross join period
left join claimed
    on visits.encounter_id = claimed.encounter_id
where cast(visits.discharge_date as date) <= period.as_of_date - 60
