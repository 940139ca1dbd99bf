-- An emergency visit with the disposition Admitted is followed by an inpatient stay
-- from the Emergency Department within a day, and the other way round. A visit that
-- ended on the last day known may have its stay later.
with admissions as (
    select
        encounter_id,
        patient_id,
        encounter_date
    from encounters
    where
        encounter_type = 'Inpatient' and admission_source = 'Emergency Department'
),

departures as (
    select
        encounter_id,
        patient_id,
        discharge_date
    from encounters
    where encounter_type = 'ER' and discharge_disposition = 'Admitted'
)

select
    departures.encounter_id,
    'no stay follows' as problem
from departures
cross join period
where
    departures.discharge_date < period.end_at - interval 1 day
    and not exists (
        select 1
        from admissions
        where
            departures.patient_id = admissions.patient_id
            and admissions.encounter_date
            between departures.discharge_date
            and departures.discharge_date + interval 1 day
    )
union all
select
    admissions.encounter_id,
    'no emergency visit before' as problem
from admissions
where
    not exists (
        select 1
        from departures
        where
            admissions.patient_id = departures.patient_id
            and admissions.encounter_date
            between departures.discharge_date
            and departures.discharge_date + interval 1 day
    )
