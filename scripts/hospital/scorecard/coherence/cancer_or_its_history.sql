-- A patient with a history of breast cancer (Z85.3) has no breast cancer (C50) on the
-- same or a later encounter. A visit for chemotherapy names it first (Z51.11) and names
-- a cancer (C), and the infusion (96413) of a cancer drug is given on such a visit.
select
    later.encounter_id,
    later.icd10_code
from coded as earlier
inner join coded as later
    on
        earlier.patient_id = later.patient_id
        and earlier.encounter_date <= later.encounter_date
where earlier.icd10_code = 'Z85.3' and later.icd10_code like 'C50%'
union all
select
    encounter_id,
    'Z51.11' as icd10_code
from coded
where regexp_matches(icd10_code, '^(C|Z51\.11)')
group by encounter_id
having
    bool_or(icd10_code = 'Z51.11')
    and (
        not bool_or(icd10_code = 'Z51.11' and diagnosis_sequence = 1)
        or not bool_or(icd10_code like 'C%')
    )
union all
select
    encounter_id,
    cpt_code as icd10_code
from performed
where
    cpt_code in ('J9271', 'J9045')
    and encounter_type = 'Outpatient'
    and principal <> 'Z51.11'
