-- A flare of asthma (J45.x1) or COPD (J44.0, J44.1) excludes the stable code of the
-- same disease on that encounter, and is not coded at a check-up or a screening (Z00,
-- Z01, Z12).
select
    encounter_id,
    string_agg(icd10_code, ' ' order by diagnosis_sequence) as codes
from coded
where regexp_matches(icd10_code, '^(J45|J44)')
group by encounter_id
having
    (
        bool_or(regexp_matches(icd10_code, '^J45\.([2-5]1|901)'))
        and bool_or(regexp_matches(icd10_code, '^J45\.([2-5]0|909)'))
    )
    or (
        bool_or(icd10_code in ('J44.0', 'J44.1'))
        and bool_or(icd10_code in ('J44.9', 'J44.89'))
    )
    or (
        bool_or(regexp_matches(icd10_code, '^(J45\.([2-5]1|901)|J44\.[01])'))
        and any_value(regexp_matches(principal, '^(Z00|Z01|Z12)'))
    )
