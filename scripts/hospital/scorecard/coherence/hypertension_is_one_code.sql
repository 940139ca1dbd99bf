-- Hypertension takes its combined code: I10 never beside I11, I12 or I13; with heart
-- failure (I50) it is I11.0 or I13; with chronic kidney disease (N18) I12 or I13; and a
-- combined code is not used without the disease that it names. Stage 5 and end-stage
-- disease take I12.0 (or I13.1x, I13.2), earlier stages I12.9.
with flags as (
    select
        encounter_id,
        bool_or(icd10_code = 'I10') as has_essential,
        bool_or(icd10_code like 'I11%') as has_heart,
        bool_or(icd10_code = 'I11.0') as has_heart_failing,
        bool_or(icd10_code like 'I12%') as has_kidney,
        bool_or(icd10_code = 'I12.0') as has_kidney_late,
        bool_or(icd10_code like 'I13%') as has_both,
        bool_or(icd10_code in ('I13.0', 'I13.2')) as has_both_failing,
        bool_or(icd10_code like 'I50%') as has_heart_failure,
        bool_or(icd10_code like 'N18%') as has_kidney_disease,
        bool_or(icd10_code in ('N18.5', 'N18.6')) as has_late_stage
    from coded
    where regexp_matches(icd10_code, '^(I1[0-3]|I50|N18)')
    group by encounter_id
)

select *
from flags
where
    cast(has_essential as integer) + cast(has_heart as integer)
    + cast(has_kidney as integer) + cast(has_both as integer) > 1
    or (has_essential and (has_heart_failure or has_kidney_disease))
    or (has_heart and has_kidney_disease)
    or (has_kidney and has_heart_failure)
    or ((has_kidney or has_both) and not has_kidney_disease)
    or ((has_heart_failing or has_both_failing) and not has_heart_failure)
    or (has_heart_failure and has_heart and not has_heart_failing)
    or (has_heart_failure and has_both and not has_both_failing)
    or (has_kidney and has_kidney_late <> has_late_stage)
