-- The flags of the two facts agree: what fact_inpatient_stays says of a stay,
-- fact_encounters says on its last encounter and, of a readmission, on its first; and
-- a stay that is a readmission is the return of exactly one other.

with stays as (
    select * from {{ ref("fact_inpatient_stays") }}
),

encounters as (
    select * from {{ ref("fact_encounters") }}
)

select
    stays.stay_key,
    'flags' as claim
from stays
inner join encounters as last_encounters
    on stays.last_encounter_key = last_encounters.encounter_key
inner join encounters as first_encounters
    on stays.first_encounter_key = first_encounters.encounter_key
where
    stays.is_index_stay <> last_encounters.is_index_stay
    or stays.is_inpatient_return <> last_encounters.is_readmitted_within_30_days
    or stays.is_readmission <> first_encounters.is_readmission_within_30_days
union all
select
    readmissions.stay_key,
    'return' as claim
from stays as readmissions
left join stays as index_stays
    on readmissions.stay_key = index_stays.return_stay_key
where
    readmissions.is_readmission
    <> case when index_stays.stay_key is null then 0 else 1 end
