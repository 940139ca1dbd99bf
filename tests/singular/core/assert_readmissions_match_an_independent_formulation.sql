-- The fact's readmission flags, worked out a second time from staging in another way:
-- by what exists before and after, without windows and without numbering stays.
--
-- An inpatient encounter follows on if one that started before it ends no earlier than
-- it starts, or if the last to end of those is linked to it by a transfer on the same
-- day or the next. A stay starts with each encounter that does not follow on, and ends
-- when the last encounter ends that starts before the patient's next stay. It is an
-- index stay if the patient left alive and observation covers the window; readmitted if
-- the next stay starts within it, whose first encounter is then a readmission.

-- grouped, so that a server works the rows out once and indexes them for the joins
with inpatient_encounters as (
    select
        encounter_id,
        patient_id,
        encounter_started_at as started_at,
        max(coalesce(encounter_ended_at, {{ end_of_time() }})) as ended_at,
        max(coalesce(admission_source, '-')) as admission_source,
        max(coalesce(discharge_disposition, '-')) as discharge_disposition
    from {{ ref("stg_oltp__encounters") }}
    where encounter_type = 'Inpatient'
    group by encounter_id, patient_id, encounter_started_at
),

-- of several that end in one second, the one that started last
closing_encounters as (
    select inpatient_encounters.*
    from inpatient_encounters
    left join inpatient_encounters as twins
        on
            inpatient_encounters.patient_id = twins.patient_id
            and inpatient_encounters.ended_at = twins.ended_at
            and (
                inpatient_encounters.started_at < twins.started_at
                or (
                    inpatient_encounters.started_at = twins.started_at
                    and inpatient_encounters.encounter_id < twins.encounter_id
                )
            )
    where twins.encounter_id is null
),

earlier_ends as (
    select
        later.encounter_id,
        max(earlier.ended_at) as occupied_until
    from inpatient_encounters as later
    inner join inpatient_encounters as earlier
        on
            later.patient_id = earlier.patient_id
            and (
                later.started_at > earlier.started_at
                or (
                    later.started_at = earlier.started_at
                    and later.encounter_id > earlier.encounter_id
                )
            )
    group by later.encounter_id
),

preceded_encounters as (
    select
        inpatient_encounters.*,
        earlier_ends.occupied_until
    from inpatient_encounters
    left join earlier_ends
        on inpatient_encounters.encounter_id = earlier_ends.encounter_id
),

stay_starts as (
    select
        preceded_encounters.encounter_id,
        preceded_encounters.patient_id,
        preceded_encounters.started_at
    from preceded_encounters
    left join closing_encounters
        on
            preceded_encounters.patient_id = closing_encounters.patient_id
            and preceded_encounters.occupied_until = closing_encounters.ended_at
    where
        preceded_encounters.occupied_until is null
        or (
            preceded_encounters.started_at > preceded_encounters.occupied_until
            and (
                {{ dbt.datediff(
                    first_date=dbt.cast("preceded_encounters.occupied_until", "date"),
                    second_date=dbt.cast("preceded_encounters.started_at", "date"),
                    datepart="day"
                ) }} > 1
                or (
                    closing_encounters.discharge_disposition <> 'Transfer'
                    and preceded_encounters.admission_source <> 'Transfer'
                )
            )
        )
),

stay_spans as (
    select
        stay_starts.encounter_id,
        stay_starts.patient_id,
        stay_starts.started_at,
        coalesce(min(next_starts.started_at), {{ end_of_time() }}) as next_started_at
    from stay_starts
    left join stay_starts as next_starts
        on
            stay_starts.patient_id = next_starts.patient_id
            and stay_starts.started_at < next_starts.started_at
    group by stay_starts.encounter_id, stay_starts.patient_id, stay_starts.started_at
),

closed_stays as (
    select
        stay_spans.encounter_id,
        stay_spans.patient_id,
        stay_spans.next_started_at,
        max(inpatient_encounters.ended_at) as ended_at
    from stay_spans
    inner join inpatient_encounters
        on
            stay_spans.patient_id = inpatient_encounters.patient_id
            and stay_spans.started_at <= inpatient_encounters.started_at
            and stay_spans.next_started_at > inpatient_encounters.started_at
    group by
        stay_spans.encounter_id, stay_spans.patient_id, stay_spans.next_started_at
    having max(inpatient_encounters.ended_at) < {{ end_of_time() }}
),

windowed_stays as (
    select
        closed_stays.*,
        {{ dbt.cast(
            dbt.dateadd("day", var("readmission_window_days"), "closed_stays.ended_at"),
            "timestamp"
        ) }} as window_end_at
    from closed_stays
),

index_stays as (
    select
        windowed_stays.patient_id,
        windowed_stays.next_started_at,
        closing_encounters.encounter_id as last_encounter_id,
        case
            when windowed_stays.next_started_at <= windowed_stays.window_end_at then 1
            else 0
        end as is_readmitted
    from windowed_stays
    inner join closing_encounters
        on
            windowed_stays.patient_id = closing_encounters.patient_id
            and windowed_stays.ended_at = closing_encounters.ended_at
    inner join {{ ref("int_observation_periods") }} as observation_periods
        on windowed_stays.window_end_at <= observation_periods.observation_end_at
    where closing_encounters.discharge_disposition <> 'Expired'
),

signed_flags as (
    select
        last_encounter_id as encounter_id,
        1 as is_index_stay,
        is_readmitted as is_readmitted_within_30_days,
        0 as is_readmission_within_30_days
    from index_stays
    union all
    select
        stay_starts.encounter_id,
        0 as is_index_stay,
        0 as is_readmitted_within_30_days,
        1 as is_readmission_within_30_days
    from index_stays
    inner join stay_starts
        on
            index_stays.patient_id = stay_starts.patient_id
            and index_stays.next_started_at = stay_starts.started_at
    where index_stays.is_readmitted = 1
    union all
    select
        encounter_id,
        -1 * is_index_stay as is_index_stay,
        -1 * is_readmitted_within_30_days as is_readmitted_within_30_days,
        -1 * is_readmission_within_30_days as is_readmission_within_30_days
    from {{ ref("fact_encounters") }}
)

select
    encounter_id,
    sum(is_index_stay) as missing_index_stay,
    sum(is_readmitted_within_30_days) as missing_readmitted,
    sum(is_readmission_within_30_days) as missing_readmission
from signed_flags
group by encounter_id
having
    sum(is_index_stay) <> 0
    or sum(is_readmitted_within_30_days) <> 0
    or sum(is_readmission_within_30_days) <> 0
