-- Which diagnoses and procedures occur together in most encounters?
-- The top ten with every pair that ties with the tenth. An encounter counts once for a
-- pair, however often it repeats either; that is what the distinct count does.

with pairs as (
    select
        bridge_encounter_diagnosis.diagnosis_key,
        bridge_encounter_procedure.procedure_key,
        count(distinct bridge_encounter_diagnosis.encounter_key) as encounter_count
    from {{ ref("bridge_encounter_diagnosis") }} as bridge_encounter_diagnosis
    inner join {{ ref("bridge_encounter_procedure") }} as bridge_encounter_procedure
        on
            bridge_encounter_diagnosis.encounter_key
            = bridge_encounter_procedure.encounter_key
    group by
        bridge_encounter_diagnosis.diagnosis_key,
        bridge_encounter_procedure.procedure_key
),

ranked_pairs as (
    select
        pairs.*,
        rank() over (order by encounter_count desc) as pair_rank
    from pairs
)

select
    dim_diagnosis.diagnosis_key,
    dim_procedure.procedure_key,
    dim_diagnosis.icd10_code,
    dim_diagnosis.icd10_description,
    dim_procedure.cpt_code,
    dim_procedure.cpt_description,
    ranked_pairs.encounter_count,
    ranked_pairs.pair_rank
from ranked_pairs
inner join {{ ref("dim_diagnosis") }} as dim_diagnosis
    on ranked_pairs.diagnosis_key = dim_diagnosis.diagnosis_key
inner join {{ ref("dim_procedure") }} as dim_procedure
    on ranked_pairs.procedure_key = dim_procedure.procedure_key
where ranked_pairs.pair_rank <= 10
order by
    ranked_pairs.pair_rank,
    dim_diagnosis.diagnosis_key,
    dim_procedure.procedure_key
