-- Coding depth: rows per encounter, encounters without a row counted as none. Adults
-- are 18 and older at the encounter.
with diagnosis_counts as (
    select
        encounter_id,
        count(*) as row_count
    from encounter_diagnoses
    group by encounter_id
),

procedure_counts as (
    select
        encounter_id,
        count(*) as row_count
    from encounter_procedures
    group by encounter_id
),

counted as (
    select
        visits.encounter_type,
        visits.age,
        coalesce(diagnosis_counts.row_count, 0) as diagnosis_count,
        coalesce(procedure_counts.row_count, 0) as procedure_count
    from visits
    left join diagnosis_counts
        on visits.encounter_id = diagnosis_counts.encounter_id
    left join procedure_counts
        on visits.encounter_id = procedure_counts.encounter_id
)

select
    'diagnoses, ' || encounter_type as measure,
    avg(diagnosis_count) as measured_value
from counted
group by encounter_type
union all
select
    'diagnoses, Inpatient, adults' as measure,
    avg(diagnosis_count) as measured_value
from counted
where encounter_type = 'Inpatient' and age >= 18
union all
select
    'procedures, ' || encounter_type as measure,
    avg(procedure_count) as measured_value
from counted
group by encounter_type
