-- What happens after the as-of date is not in the data: no encounter, discharge,
-- procedure, claim, birth or death.
with events as (
    select
        'encounters' as table_name,
        encounter_id as row_id,
        cast(encounter_date as date) as event_date
    from encounters
    union all
    select
        'encounters' as table_name,
        encounter_id as row_id,
        cast(discharge_date as date) as event_date
    from encounters
    union all
    select
        'encounter_procedures' as table_name,
        encounter_procedure_id as row_id,
        procedure_date as event_date
    from encounter_procedures
    union all
    select
        'billing' as table_name,
        billing_id as row_id,
        claim_date as event_date
    from billing
    union all
    select
        'patients' as table_name,
        patient_id as row_id,
        date_of_birth as event_date
    from patients
    union all
    select
        'patients' as table_name,
        patient_id as row_id,
        date_of_death as event_date
    from patients
)

select events.*
from events
cross join period
where events.event_date > period.as_of_date
