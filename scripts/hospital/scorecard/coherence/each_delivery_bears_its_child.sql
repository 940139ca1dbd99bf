-- A single live birth (Z37.0) produces one newborn stay: the child's id is the mother's
-- plus 100,000,000 for each of her deliveries, and the stay begins within hers; a child
-- born by caesarean (Z38.01) has a mother who had one. Of a birth before the period the
-- other stay may be missing.
with mothers as (
    select
        coded.encounter_id,
        coded.patient_id,
        coded.encounter_date,
        coalesce(coded.discharge_date, period.end_at) as end_at,
        coalesce(operations.is_caesarean, false) as is_caesarean
    from coded
    cross join period
    left join operations
        on coded.encounter_id = operations.encounter_id
    where coded.icd10_code = 'Z37.0'
),

children as (
    select
        encounter_id,
        encounter_date,
        patient_id % 100000000 as mother_id,
        icd10_code = 'Z38.01' as is_caesarean
    from coded
    where icd10_code in ('Z38.00', 'Z38.01')
),

pairs as (
    select
        mothers.encounter_id as mother_encounter_id,
        children.encounter_id as child_encounter_id,
        mothers.is_caesarean <> children.is_caesarean as is_contradiction
    from mothers
    inner join children
        on
            mothers.patient_id = children.mother_id
            and mothers.encounter_date <= children.encounter_date
            and mothers.end_at >= children.encounter_date
)

select
    mothers.encounter_id,
    count(pairs.child_encounter_id) || ' newborns' as problem
from mothers
cross join period
left join pairs
    on mothers.encounter_id = pairs.mother_encounter_id
where mothers.encounter_date >= period.start_at
group by mothers.encounter_id
having count(pairs.child_encounter_id) <> 1
union all
select
    children.encounter_id,
    'no delivery of the mother' as problem
from children
cross join period
left join pairs
    on children.encounter_id = pairs.child_encounter_id
where
    pairs.child_encounter_id is null
    and children.encounter_date >= period.start_at
union all
select
    child_encounter_id as encounter_id,
    'mode of birth differs from the mother''s' as problem
from pairs
where is_contradiction
