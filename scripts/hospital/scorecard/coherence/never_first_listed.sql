-- External causes (V to Y), severity of sepsis (R65), body mass index (Z68), long-term
-- drugs (Z79), weeks of gestation (Z3A) and outcome of delivery (Z37) are never first.
select
    encounter_id,
    icd10_code
from coded
where
    diagnosis_sequence = 1
    and regexp_matches(icd10_code, '^([V-Y]|R65|Z68|Z79|Z3A|Z37)')
