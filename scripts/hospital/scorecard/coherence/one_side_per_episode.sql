-- The side of the body stays the same: one encounter does not code the two sides of a
-- disease that has a code for both (M16, M17, H25, I82.4), and an emergency visit or a
-- transfer and the stay that follows it do not name opposite sides of one disease as
-- their reasons.
with sides as (
    select
        encounter_id,
        left(icd10_code, 3) as category,
        string_agg(icd10_code, ' ') as codes
    from coded
    where side is not null and regexp_matches(icd10_code, '^(M16|M17|H25|I82\.4)')
    group by encounter_id, category
    having count(distinct side) > 1
),

reasons as (
    select
        coded.encounter_id,
        coded.patient_id,
        coded.encounter_date,
        coded.discharge_date,
        coded.icd10_code,
        coded.side,
        all_visits.discharge_disposition in ('Admitted', 'Transfer') as goes_on
    from coded
    inner join all_visits
        on coded.encounter_id = all_visits.encounter_id
    where
        coded.diagnosis_sequence = 1
        and coded.encounter_type in ('Inpatient', 'ER')
        and coded.side in ('left', 'right')
)

select
    encounter_id,
    codes
from sides
union all
select
    next_reasons.encounter_id,
    reasons.icd10_code || ' ' || next_reasons.icd10_code as codes
from reasons
inner join reasons as next_reasons
    on
        reasons.patient_id = next_reasons.patient_id
        and reasons.encounter_id <> next_reasons.encounter_id
        and left(reasons.icd10_code, 3) = left(next_reasons.icd10_code, 3)
        and reasons.side <> next_reasons.side
        and reasons.discharge_date <= next_reasons.encounter_date
        and reasons.discharge_date + interval 1 day >= next_reasons.encounter_date
where reasons.goes_on
