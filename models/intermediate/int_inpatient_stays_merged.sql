{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="patient_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"},
    indexes=server_indexes(["patient_id"])
) }}

-- One row per inpatient stay, as the patient lives it: runs of contiguous encounters,
-- and runs that a transfer links.
--
-- A run continues the stay before it if it starts on the day that one ended or on the
-- next, and either that one was discharged by Transfer or this one was admitted from a
-- Transfer. The stay takes its admission from its first encounter and its discharge
-- from its last; it is open, without a discharge, while its last encounter is.

with runs as (
    select * from {{ ref("int_inpatient_encounters_chained") }}
    {{ where_changed("int_patients_rejudged", "patient_id") }}
),

preceded_runs as (
    select
        runs.*,
        lag(discharged_at) over (
            partition by patient_id order by admitted_at
        ) as previous_discharged_at,
        lag(discharge_disposition) over (
            partition by patient_id order by admitted_at
        ) as previous_disposition
    from runs
),

linked_runs as (
    select
        preceded_runs.*,
        case
            when
                (previous_disposition = 'Transfer' or admission_source = 'Transfer')
                and {{ dbt.datediff(
                    first_date=dbt.cast("previous_discharged_at", "date"),
                    second_date=dbt.cast("admitted_at", "date"),
                    datepart="day"
                ) }} <= 1
                then 1
            else 0
        end as is_continuation
    from preceded_runs
),

numbered_runs as (
    select
        linked_runs.*,
        sum(1 - is_continuation) over (
            partition by patient_id
            order by admitted_at
            rows between unbounded preceding and current row
        ) as stay_number
    from linked_runs
),

positioned_runs as (
    select
        numbered_runs.*,
        row_number() over (
            partition by patient_id, stay_number order by admitted_at
        ) as position_from_start,
        row_number() over (
            partition by patient_id, stay_number order by admitted_at desc
        ) as position_from_end
    from numbered_runs
),

final as (
    select
        patient_id,
        max(case when position_from_start = 1 then first_encounter_id end) as stay_key,
        max(case when position_from_start = 1 then first_encounter_id end)
            as first_encounter_id,
        max(case when position_from_end = 1 then last_encounter_id end)
            as last_encounter_id,
        min(admitted_at) as admitted_at,
        max(case when position_from_end = 1 then discharged_at end) as discharged_at,
        max(case when position_from_start = 1 then admission_type end)
            as admission_type,
        max(case when position_from_start = 1 then admission_source end)
            as admission_source,
        max(case when position_from_end = 1 then discharge_disposition end)
            as discharge_disposition,
        {{ dbt.cast("sum(encounter_count)", "integer") }} as encounter_count
    from positioned_runs
    group by patient_id, stay_number
)

select * from final
