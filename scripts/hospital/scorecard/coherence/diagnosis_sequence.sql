-- The diagnoses of an encounter are numbered from one without a gap, each code once;
-- an encounter that has ended has one.
select
    encounter_id,
    'numbered otherwise' as problem
from encounter_diagnoses
group by encounter_id
having
    min(diagnosis_sequence) <> 1
    or max(diagnosis_sequence) <> count(*)
    or count(distinct diagnosis_sequence) <> count(*)
    or count(distinct diagnosis_id) <> count(*)
union all
select
    encounters.encounter_id,
    'no diagnosis' as problem
from encounters
left join encounter_diagnoses
    on encounters.encounter_id = encounter_diagnoses.encounter_id
where
    encounters.discharge_date is not null
    and encounter_diagnoses.encounter_id is null
