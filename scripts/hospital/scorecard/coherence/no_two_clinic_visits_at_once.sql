-- A patient sits in one clinic at a time.
with visited as (
    select
        encounter_id,
        patient_id,
        encounter_date,
        max(coalesce(discharge_date, encounter_date)) over (
            partition by patient_id
            order by encounter_date, encounter_id
            rows between unbounded preceding and 1 preceding
        ) as previous_end_at
    from encounters
    where encounter_type = 'Outpatient'
)

select *
from visited
where encounter_date < previous_end_at
