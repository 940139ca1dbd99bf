-- What was done in a stay, as far as a metric asks for it.
create table operations as
select
    encounter_procedures.encounter_id,
    bool_or(procedures.cpt_code in ('27447', '27130')) as is_joint_replacement,
    bool_or(
        procedures.cpt_code in ('59510', '59514', '59515', '59618', '59620', '59622')
    ) as is_caesarean
from encounter_procedures
inner join procedures
    on encounter_procedures.procedure_id = procedures.procedure_id
where
    procedures.cpt_code in (
        '27447', '27130', '59510', '59514', '59515', '59618', '59620', '59622'
    )
group by encounter_procedures.encounter_id;

-- One row per inpatient stay as the patient lives it: encounters without a gap, or
-- linked by a transfer on the same or the next day, are one stay. It is an index stay
-- if the patient left alive and the data know the 30 days after. It is readmitted if
-- the patient's next stay starts at most 30 days, to the second, after the discharge.
create table stays as
with inpatients as (
    select
        visits.*,
        coalesce(operations.is_joint_replacement, false) as is_joint_replacement,
        max(coalesce(visits.discharge_date, timestamp '9999-01-01')) over (
            partition by visits.patient_id
            order by visits.encounter_date, visits.encounter_id
            rows between unbounded preceding and 1 preceding
        ) as previous_end_at,
        lag(visits.discharge_disposition) over (
            partition by visits.patient_id
            order by visits.encounter_date, visits.encounter_id
        ) as previous_disposition
    from visits
    left join operations
        on visits.encounter_id = operations.encounter_id
    where visits.encounter_type = 'Inpatient'
),

numbered as (
    select
        inpatients.*,
        sum(
            case
                when encounter_date <= previous_end_at then 0
                when
                    (previous_disposition = 'Transfer' or admission_source = 'Transfer')
                    and cast(encounter_date as date) - cast(previous_end_at as date)
                    <= 1
                    then 0
                else 1
            end
        ) over (
            partition by patient_id order by encounter_date, encounter_id
        ) as stay_number
    from inpatients
),

merged as (
    select
        patient_id,
        arg_min(encounter_id, encounter_date) as first_encounter_id,
        min(encounter_date) as admitted_at,
        max(coalesce(discharge_date, timestamp '9999-01-01')) as discharged_at,
        arg_max(discharge_disposition, encounter_date) as discharge_disposition,
        arg_min(admission_type, encounter_date) as admission_type,
        arg_min(age, encounter_date) as age,
        arg_min(principal, encounter_date) as principal,
        arg_min(payer_type, encounter_date) as payer_type,
        bool_or(is_joint_replacement) as is_joint_replacement
    from numbered
    group by patient_id, stay_number
),

followed as (
    select
        merged.*,
        lead(admitted_at) over (
            partition by patient_id order by admitted_at
        ) as next_admitted_at
    from merged
)

select
    followed.*,
    coalesce(followed.discharge_disposition, '') <> 'Expired'
    and followed.discharged_at + interval 30 day <= period.end_at as is_index,
    coalesce(
        followed.next_admitted_at <= followed.discharged_at + interval 30 day, false
    ) as is_readmitted
from followed
cross join period;
