{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__registrations_changed"}
) }}

-- One row per row of stg_oltp__patients_judged as it was when last loaded, so that the
-- next load finds out what it decides otherwise.

with judgements as (
    select * from {{ ref("stg_oltp__patients_judged") }}
)

select
    patient_id,
    survivor_patient_id,
    rejected_birth_date
from judgements
{{ where_changed("stg_oltp__registrations_changed") }}
