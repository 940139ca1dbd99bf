-- Pregnancy, childbirth and gynaecological examinations are women's (O, Z34, Z37, Z3A,
-- Z01.419); prostate diseases are men's (N40, C61).
select
    encounter_id,
    gender,
    icd10_code
from coded
where
    (gender = 'M' and regexp_matches(icd10_code, '^(O|Z34|Z37|Z3A|Z01\.41)'))
    or (gender = 'F' and regexp_matches(icd10_code, '^(N40|C61)'))
