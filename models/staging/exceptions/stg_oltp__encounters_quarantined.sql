{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__encounters_touched"},
    indexes=server_indexes(["encounter_id"])
) }}

-- One row per encounter and reason why it is not loaded:
-- - discharge_before_admission: it ends before it starts;
-- - future_date: it starts or ends after the last day that the source knows of;
-- - orphan: the source does not have its patient.
--
-- The last day is the later of the variable as_of_date and what a load recorded. Data
-- loaded by hand, without the variable, have no such day, and so no future.

{% set given = var("as_of_date") %}
{% set given_as_of_date = "'" ~ given ~ "'" if given else "null" %}

with encounters as (
    select * from {{ source("oltp", "encounters") }}
    {{ where_changed("stg_oltp__encounters_touched", "encounter_id") }}
),

patients as (
    select * from {{ source("oltp", "patients") }}
),

known_days as (
    select {{ dbt.cast(given_as_of_date, "date") }} as as_of_date
    union all
    select as_of_date
    from {{ source("oltp", "data_loads") }}
),

horizon as (
    select
        {{ dbt.cast(
            dbt.dateadd("day", 1, "max(as_of_date)"), "timestamp"
        ) }} as known_until
    from known_days
),

-- each patient once, which a server reads from the index
lost_patients as (
    select referred_patients.patient_id
    from (
        select patient_id
        from encounters
        group by patient_id
    ) as referred_patients
    left join patients
        on referred_patients.patient_id = patients.patient_id
    where patients.patient_id is null
),

final as (
    select
        encounter_id,
        'discharge_before_admission' as reason
    from encounters
    where discharge_date < encounter_date
    union all
    select
        encounters.encounter_id,
        'future_date' as reason
    from encounters
    cross join horizon
    where
        encounters.encounter_date >= horizon.known_until
        or encounters.discharge_date >= horizon.known_until
    union all
    select
        encounters.encounter_id,
        'orphan' as reason
    from encounters
    inner join lost_patients
        on encounters.patient_id = lost_patients.patient_id
)

select * from final
