-- Type 2 diabetes with chronic kidney disease (N18) on one encounter is E11.22, and
-- E11.22 or E10.22 comes with the stage.
select
    encounter_id,
    string_agg(icd10_code, ' ' order by diagnosis_sequence) as codes
from coded
where regexp_matches(icd10_code, '^(E1[01]|N18)')
group by encounter_id
having
    (
        bool_or(icd10_code like 'N18%')
        and bool_or(icd10_code like 'E11%')
        and not bool_or(icd10_code = 'E11.22')
    )
    or (
        bool_or(icd10_code in ('E10.22', 'E11.22'))
        and not bool_or(icd10_code like 'N18%')
    )
