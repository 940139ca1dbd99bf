-- A patient is in one acute bed at a time: inpatient stays and emergency visits of one
-- patient do not overlap; an open one goes on.
with acute as (
    select
        encounter_id,
        patient_id,
        encounter_date,
        max(coalesce(discharge_date, timestamp '9999-01-01')) over (
            partition by patient_id
            order by encounter_date, encounter_id
            rows between unbounded preceding and 1 preceding
        ) as previous_end_at
    from encounters
    where encounter_type in ('Inpatient', 'ER')
)

select *
from acute
where encounter_date < previous_end_at
