{{ config(materialized="view") }}

-- One row per registration that is merged into another, and per date of birth that is
-- rejected: what staging decides about a patient beyond the patient's own row.

select
    patient_id,
    survivor_patient_id,
    {{ dbt.cast("null", "date") }} as rejected_birth_date
from {{ ref("stg_oltp__patients_merged") }}
union all
select
    patient_id,
    patient_id as survivor_patient_id,
    date_of_birth as rejected_birth_date
from {{ ref("stg_oltp__birth_dates_rejected") }}
