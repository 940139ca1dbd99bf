-- The stage of chronic kidney disease (N18.2 to N18.6) never improves by more than one
-- in the record, end-stage disease (N18.6) comes with the dependence on dialysis
-- (Z99.2), and dialysis is done for kidney failure.
with stages as (
    select
        encounter_id,
        patient_id,
        icd10_code,
        cast(substr(icd10_code, 5, 1) as integer) as stage_number,
        max(cast(substr(icd10_code, 5, 1) as integer)) over (
            partition by patient_id
            order by encounter_date, encounter_id
            rows between unbounded preceding and 1 preceding
        ) as worst_before
    from coded
    where regexp_matches(icd10_code, '^N18\.[1-6]')
),

failing as (
    select
        encounter_id,
        bool_or(icd10_code = 'Z99.2') as is_dependent
    from coded
    where regexp_matches(icd10_code, '^(N18\.[56]|N17|Z99\.2)')
    group by encounter_id
)

select
    encounter_id,
    icd10_code,
    'stage ' || worst_before || ' before' as problem
from stages
where stage_number < worst_before - 1
union all
select
    stages.encounter_id,
    stages.icd10_code,
    'without Z99.2' as problem
from stages
left join failing
    on stages.encounter_id = failing.encounter_id
where stages.icd10_code = 'N18.6' and not failing.is_dependent
union all
select
    performed.encounter_id,
    performed.cpt_code as icd10_code,
    'dialysis without kidney failure' as problem
from performed
left join failing
    on performed.encounter_id = failing.encounter_id
where
    performed.cpt_code in ('90935', '90937', '90960') and failing.encounter_id is null
