-- Codes of an acute event belong to the hospital: sepsis (A40, A41, R65.2), the acute
-- stroke (I61, I63; afterwards I69 or Z86.73), acute forms of heart failure (I50.x1,
-- I50.x3), and respiratory failure (J96.0, J96.2). An infarction (I21) is seen in the
-- clinic only within four weeks of a hospital encounter for it.
select
    encounter_id,
    icd10_code
from coded
where
    encounter_type = 'Outpatient'
    and regexp_matches(
        icd10_code, '^(A40|A41|R65\.2|I61|I63|I50\.[234][13]|J96\.[02])'
    )
union all
select
    clinic.encounter_id,
    clinic.icd10_code
from coded as clinic
where
    clinic.encounter_type = 'Outpatient'
    and clinic.icd10_code like 'I21%'
    and not exists (
        select 1
        from coded as acute
        where
            clinic.patient_id = acute.patient_id
            and acute.encounter_type in ('Inpatient', 'ER')
            and acute.icd10_code like 'I21%'
            and acute.encounter_date
            between clinic.encounter_date - interval 28 day and clinic.encounter_date
    )
