-- An external cause (V to Y) is coded beside an injury or poisoning (S, T), and with
-- the same kind of care: a first one beside first care.
select
    encounter_id,
    string_agg(icd10_code, ' ' order by diagnosis_sequence) as codes
from coded
where regexp_matches(icd10_code, '^[STV-Y]')
group by encounter_id
having
    (
        bool_or(regexp_matches(icd10_code, '^[V-Y].*A$'))
        and not bool_or(regexp_matches(icd10_code, '^[ST].*[ABC]$'))
    )
    or (
        bool_or(regexp_matches(icd10_code, '^[V-Y].*D$'))
        and not bool_or(regexp_matches(icd10_code, '^[ST].*[DG]$'))
    )
