-- Sepsis (A40, A41) comes before its severity (R65.2), which never stands alone.
select
    encounter_id,
    string_agg(icd10_code, ' ' order by diagnosis_sequence) as codes
from coded
where regexp_matches(icd10_code, '^(A40|A41|R65\.2)')
group by encounter_id
having
    bool_or(icd10_code like 'R65.2%')
    and coalesce(
        min(diagnosis_sequence) filter (icd10_code like 'A4%')
        > min(diagnosis_sequence) filter (icd10_code like 'R65.2%'),
        true
    )
