{{ config(indexes=server_indexes(unique=["patient_id"])) }}

-- One row per registration of a patient whose inpatient stays this load judges anew:
-- the patient's own, and those that are merged into it. None in a reload.

with rejudged_patients as (
    select * from {{ ref("int_patients_rejudged") }}
),

patients_merged as (
    select * from {{ ref("stg_oltp__patients_merged") }}
),

registrations as (
    select
        patient_id,
        load_number
    from rejudged_patients
    union all
    select
        patients_merged.patient_id,
        rejudged_patients.load_number
    from rejudged_patients
    inner join patients_merged
        on rejudged_patients.patient_id = patients_merged.survivor_patient_id
),

final as (
    select
        patient_id,
        max(load_number) as load_number
    from registrations
    group by patient_id
)

select * from final
