-- The ten most frequent pairs of a diagnosis and a procedure in one encounter; ties are
-- never cut.
select
    pair_rank,
    icd10_code,
    icd10_description,
    cpt_code,
    cpt_description,
    encounter_count
from healthcare_olap.top_diagnosis_procedure_pairs
where pair_rank <= 10
order by pair_rank, icd10_code, cpt_code
