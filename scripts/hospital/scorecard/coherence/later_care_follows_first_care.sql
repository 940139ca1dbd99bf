-- Later care for an injury (seventh character D) follows first care (A) for the same
-- injury on the same side.
with first_care as (
    select
        patient_id,
        left(icd10_code, -1) as injury,
        min(encounter_date) as first_date
    from coded
    where regexp_matches(icd10_code, '^[ST].*A$')
    group by patient_id, injury
)

select
    coded.encounter_id,
    coded.icd10_code
from coded
left join first_care
    on
        coded.patient_id = first_care.patient_id
        and left(coded.icd10_code, -1) = first_care.injury
where
    regexp_matches(coded.icd10_code, '^[ST].*D$')
    and coalesce(first_care.first_date >= coded.encounter_date, true)
