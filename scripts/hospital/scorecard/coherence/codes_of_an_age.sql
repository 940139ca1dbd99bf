-- Codes that belong to an age, in completed years, and to the newborn in days:
-- perinatal codes (P, Z00.111) to the first 28 days, Z00.110 to the first 7.
with bounds (pattern, first_age, last_age) as (
    values
    ('^O', 12, 55),
    ('^Z34', 12, 55),
    ('^Z37', 12, 55),
    ('^Z3A', 12, 55),
    ('^Z38', 0, 0),
    ('^H25', 40, 200),
    ('^(G30|F03)', 60, 200),
    ('^(N40|C61)', 40, 200),
    ('^L57\.0', 50, 200),
    ('^Z00\.0', 18, 200),
    ('^Z00\.12', 0, 17),
    ('^Z12\.11', 45, 200),
    ('^Z12\.31', 40, 200),
    ('^Z68\.[1-4]', 20, 200),
    ('^I1[0-3]', 18, 200),
    ('^F(32|33|34\.1)', 12, 200),
    ('^(F1[01]|F17|T40\.2)', 15, 200)
),

bound_codes as (
    select
        diagnoses.icd10_code,
        bounds.first_age,
        bounds.last_age
    from diagnoses
    inner join bounds
        on regexp_matches(diagnoses.icd10_code, bounds.pattern)
)

select
    coded.encounter_id,
    coded.icd10_code,
    coded.age
from coded
inner join bound_codes
    on coded.icd10_code = bound_codes.icd10_code
where coded.age < bound_codes.first_age or coded.age > bound_codes.last_age
union all
select
    coded.encounter_id,
    coded.icd10_code,
    coded.age
from coded
inner join patients
    on coded.patient_id = patients.patient_id
where
    (
        regexp_matches(coded.icd10_code, '^(P|Z00\.11)')
        and cast(coded.encounter_date as date) - patients.date_of_birth > 28
    )
    or (
        coded.icd10_code = 'Z00.110'
        and cast(coded.encounter_date as date) - patients.date_of_birth > 7
    )
    or (
        coded.icd10_code = 'Z00.111'
        and cast(coded.encounter_date as date) - patients.date_of_birth < 8
    )
    or (
        coded.icd10_code like 'Z00.12%'
        and cast(coded.encounter_date as date) - patients.date_of_birth < 29
    )
