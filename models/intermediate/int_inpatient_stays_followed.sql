{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="patient_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"},
    indexes=server_indexes(
        ["patient_id"], ["first_encounter_id"], ["last_encounter_id"]
    )
) }}

-- One row per inpatient stay: whether it counts in the readmission rate, or the one
-- reason why it does not, and whether the patient came back, or the one reason why not.
--
-- A stay is an index stay if the patient left alive (a missing disposition counts as
-- alive) and the source knows the whole window of 30 days (variable
-- readmission_window_days) after the discharge. The reasons are asked in this order:
-- the patient has not left; died in the stay; was followed for less than the window.
--
-- A return happens more than 0 seconds and at most the window, to the second, after the
-- discharge of an index stay:
-- - any return: an encounter of any type starts;
-- - inpatient return (the headline): the patient's next inpatient stay starts;
-- - unplanned inpatient return: and that stay was neither Elective nor a Newborn's (a
--   missing admission type counts as unplanned).
--
-- Each index stay counts once, however many returns follow; the stay that is the
-- inpatient return is a readmission, and can be an index stay itself. A patient who
-- died at home within the window was followed and did not return.
--
-- The readmission reason tells all of this in one: of a stay that is no index stay,
-- why; of an index stay, the return that counts most. A planned return is never looked
-- behind: what follows it belongs to the stay that it began.

with stays as (
    select * from {{ ref("int_inpatient_stays_merged") }}
    {{ where_changed("int_patients_rejudged", "patient_id") }}
),

encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
    {{ where_changed(
        "int_registrations_rejudged", "registered_patient_id", "patient_id"
    ) }}
),

observation_periods as (
    select * from {{ ref("int_observation_periods") }}
),

-- grouped, so that a server works the starts out once and indexes them for the join
encounter_starts as (
    select
        patient_id,
        encounter_started_at
    from encounters
    group by patient_id, encounter_started_at
),

windowed_stays as (
    select
        stays.*,
        {{ dbt.cast(
            dbt.dateadd("day", var("readmission_window_days"), "discharged_at"),
            "timestamp"
        ) }} as window_end_at,
        lead(admitted_at) over (
            partition by patient_id order by admitted_at
        ) as next_admitted_at,
        lead(admission_type) over (
            partition by patient_id order by admitted_at
        ) as next_admission_type,
        lead(stay_key) over (
            partition by patient_id order by admitted_at
        ) as next_stay_key
    from stays
),

judged_stays as (
    select
        windowed_stays.*,
        case
            when windowed_stays.discharged_at is null then 'Not discharged yet'
            when windowed_stays.discharge_disposition = 'Expired'
                then 'Died in the stay'
            when windowed_stays.window_end_at <= observation_periods.observation_end_at
                then 'Counted as index stay'
            else 'Followed too short'
        end as index_reason
    from windowed_stays
    cross join observation_periods
),

returned_stays as (
    select judged_stays.stay_key
    from judged_stays
    inner join encounter_starts
        on
            judged_stays.patient_id = encounter_starts.patient_id
            and judged_stays.discharged_at < encounter_starts.encounter_started_at
            and judged_stays.window_end_at >= encounter_starts.encounter_started_at
    group by judged_stays.stay_key
),

flagged_stays as (
    select
        judged_stays.*,
        case
            when judged_stays.index_reason = 'Counted as index stay' then 1
            else 0
        end as is_index_stay,
        case when returned_stays.stay_key is null then 0 else 1 end as has_return,
        case
            when judged_stays.next_admitted_at <= judged_stays.window_end_at then 1
            else 0
        end as has_inpatient_return,
        case
            when judged_stays.next_admission_type in ('Elective', 'Newborn') then 0
            else 1
        end as is_next_unplanned
    from judged_stays
    left join returned_stays
        on judged_stays.stay_key = returned_stays.stay_key
),

compared_stays as (
    select
        flagged_stays.*,
        is_index_stay * has_return as is_any_return,
        is_index_stay * has_inpatient_return as is_inpatient_return,
        is_index_stay * has_inpatient_return * is_next_unplanned
            as is_unplanned_inpatient_return
    from flagged_stays
),

final as (
    select
        stay_key,
        patient_id,
        first_encounter_id,
        last_encounter_id,
        admitted_at,
        discharged_at,
        window_end_at,
        admission_type,
        admission_source,
        discharge_disposition,
        encounter_count,
        index_reason,
        is_index_stay,
        is_any_return,
        is_inpatient_return,
        is_unplanned_inpatient_return,
        case
            when is_index_stay = 0 then index_reason
            when is_unplanned_inpatient_return = 1 then 'Readmitted unplanned'
            when is_inpatient_return = 1 then 'Readmitted as planned'
            when is_any_return = 1 then 'Returned without admission'
            else 'No return'
        end as readmission_reason,
        case when is_inpatient_return = 1 then next_stay_key end as return_stay_key,
        coalesce(
            lag(is_inpatient_return) over (
                partition by patient_id order by admitted_at
            ),
            0
        ) as is_readmission
    from compared_stays
)

select * from final
