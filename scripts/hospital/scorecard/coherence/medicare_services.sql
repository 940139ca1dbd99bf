-- The Medicare wellness visits (G0438 first, G0439 later) and the Medicare code for
-- giving the flu vaccine (G0008) are for Medicare's patients; a wellness visit is paid
-- at most once in a year, the first kind once in a life and before the later kind.
with wellness as (
    select
        encounter_id,
        patient_id,
        encounter_date,
        cpt_code,
        lag(encounter_date) over visits_of_patient as previous_date,
        row_number() over visits_of_patient as visit_number
    from performed
    where cpt_code in ('G0438', 'G0439')
    window
        visits_of_patient as (
            partition by patient_id order by encounter_date, encounter_id
        )
)

select
    encounter_id,
    cpt_code,
    'payer is ' || payer_type as problem
from performed
where cpt_code in ('G0438', 'G0439', 'G0008') and payer_type <> 'Medicare'
union all
select
    encounter_id,
    cpt_code,
    'less than a year after ' || previous_date as problem
from wellness
where encounter_date < previous_date + interval 11 month
union all
select
    encounter_id,
    cpt_code,
    'a first wellness visit after another' as problem
from wellness
where cpt_code = 'G0438' and visit_number > 1
