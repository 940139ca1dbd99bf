-- A body mass index (Z68) is coded beside obesity or overweight (E66), in the range
-- that the class names: class 1 below 35, class 2 from 35 to 40, class 3 and morbid
-- obesity from 35 or 40 on.
select
    encounter_id,
    string_agg(icd10_code, ' ' order by diagnosis_sequence) as codes
from coded
where regexp_matches(icd10_code, '^(E66|Z68)')
group by encounter_id
having
    bool_or(icd10_code like 'Z68%')
    and (
        not bool_or(icd10_code like 'E66%')
        or (
            bool_or(icd10_code = 'E66.811')
            and not bool_or(regexp_matches(icd10_code, '^Z68\.3[0-4]'))
        )
        or (
            bool_or(icd10_code = 'E66.812')
            and not bool_or(regexp_matches(icd10_code, '^Z68\.3[5-9]'))
        )
        or (
            bool_or(icd10_code = 'E66.813')
            and not bool_or(icd10_code like 'Z68.4%')
        )
        or (
            bool_or(icd10_code = 'E66.01')
            and not bool_or(regexp_matches(icd10_code, '^Z68\.(3[5-9]|4)'))
        )
        or (
            bool_or(icd10_code = 'E66.3')
            and not bool_or(regexp_matches(icd10_code, '^Z68\.2[5-9]'))
        )
    )
