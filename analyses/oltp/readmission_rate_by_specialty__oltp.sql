-- Per specialty that discharged: how often is an inpatient back within 30 days? On the
-- OLTP tables the rules have to be written out. Inpatient encounters without a gap
-- between them are one run; runs that a transfer links, on the same or the next day,
-- are one stay. An index stay ended alive and was followed for the whole window. The
-- stay belongs to the specialty of its last encounter, from the provider's log.

{% set as_of_date = var("as_of_date") %}
{% set given_as_of_date = "'" ~ as_of_date ~ "'" if as_of_date else "null" %}

with latest_dates as (
    select {{ dbt.cast("max(encounter_date)", "date") }} as latest_date
    from {{ source("oltp", "encounters") }}
    union all
    select {{ dbt.cast("max(discharge_date)", "date") }} as latest_date
    from {{ source("oltp", "encounters") }}
    union all
    select max(claim_date) as latest_date
    from {{ source("oltp", "billing") }}
),

observation as (
    select
        coalesce(
            {{ dbt.cast(given_as_of_date, "date") }},
            (select max(as_of_date) from {{ source("oltp", "data_loads") }}),
            (select max(latest_date) from latest_dates)
        ) as as_of_date
),

inpatient_encounters as (
    select
        encounters.*,
        coalesce(
            encounters.discharge_date,
            {{ dbt.cast("'9999-12-31 00:00:00'", "timestamp") }}
        ) as occupied_until
    from {{ source("oltp", "encounters") }} as encounters
    where encounters.encounter_type = 'Inpatient'
),

preceded_encounters as (
    select
        inpatient_encounters.*,
        max(occupied_until) over (
            partition by patient_id
            order by encounter_date, encounter_id
            rows between unbounded preceding and 1 preceding
        ) as occupied_before_until
    from inpatient_encounters
),

encounters_in_runs as (
    select
        preceded_encounters.*,
        sum(case when encounter_date <= occupied_before_until then 0 else 1 end) over (
            partition by patient_id
            order by encounter_date, encounter_id
            rows between unbounded preceding and current row
        ) as run_number
    from preceded_encounters
),

positioned_encounters as (
    select
        encounters_in_runs.*,
        row_number() over (
            partition by patient_id, run_number order by encounter_date, encounter_id
        ) as position_from_start,
        row_number() over (
            partition by patient_id, run_number
            order by occupied_until desc, encounter_date desc, encounter_id desc
        ) as position_from_end
    from encounters_in_runs
),

runs as (
    select
        first_encounters.patient_id,
        first_encounters.encounter_date as admitted_at,
        first_encounters.admission_type,
        first_encounters.admission_source,
        last_encounters.encounter_id as last_encounter_id,
        last_encounters.discharge_date as discharged_at,
        last_encounters.discharge_disposition
    from positioned_encounters as first_encounters
    inner join positioned_encounters as last_encounters
        on
            first_encounters.patient_id = last_encounters.patient_id
            and first_encounters.run_number = last_encounters.run_number
            and last_encounters.position_from_end = 1
    where first_encounters.position_from_start = 1
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
                then 0
            else 1
        end as is_new_stay
    from preceded_runs
),

runs_in_stays as (
    select
        linked_runs.*,
        sum(is_new_stay) over (
            partition by patient_id
            order by admitted_at
            rows between unbounded preceding and current row
        ) as stay_number,
        lead(is_new_stay) over (
            partition by patient_id order by admitted_at
        ) as is_next_new_stay
    from linked_runs
),

-- The last run of each stay, and where the next stay begins: the run right after it.
ended_stays as (
    select
        runs_in_stays.patient_id,
        runs_in_stays.last_encounter_id,
        runs_in_stays.discharged_at,
        runs_in_stays.discharge_disposition,
        next_runs.admitted_at as next_admitted_at,
        next_runs.admission_type as next_admission_type,
        {{ dbt.cast(
            dbt.dateadd(
                "day", var("readmission_window_days"), "runs_in_stays.discharged_at"
            ),
            "timestamp"
        ) }} as window_end_at
    from runs_in_stays
    left join runs_in_stays as next_runs
        on
            runs_in_stays.patient_id = next_runs.patient_id
            and runs_in_stays.stay_number + 1 = next_runs.stay_number
            and next_runs.is_new_stay = 1
    where coalesce(runs_in_stays.is_next_new_stay, 1) = 1
),

index_stays as (
    select ended_stays.*
    from ended_stays
    cross join observation
    where
        ended_stays.discharged_at is not null
        and coalesce(ended_stays.discharge_disposition, '') <> 'Expired'
        and ended_stays.window_end_at <= {{ dbt.cast(
            dbt.dateadd("day", 1, "observation.as_of_date"), "timestamp"
        ) }}
),

returned_stays as (
    select index_stays.last_encounter_id
    from index_stays
    inner join {{ source("oltp", "encounters") }} as encounters
        on
            index_stays.patient_id = encounters.patient_id
            and index_stays.discharged_at < encounters.encounter_date
            and index_stays.window_end_at >= encounters.encounter_date
    group by index_stays.last_encounter_id
),

versions_of_stays as (
    select
        encounters.encounter_id,
        provider_versions.specialty_id,
        row_number() over (
            partition by encounters.encounter_id
            order by
                case
                    when provider_versions.valid_from <= encounters.encounter_date
                        then 0
                    else 1
                end,
                case
                    when provider_versions.valid_from <= encounters.encounter_date
                        then provider_versions.valid_from
                end desc,
                provider_versions.valid_from,
                provider_versions.provider_version_id desc
        ) as preference
    from {{ source("oltp", "encounters") }} as encounters
    inner join {{ source("oltp", "provider_versions") }} as provider_versions
        on encounters.provider_id = provider_versions.provider_id
    where encounters.encounter_type = 'Inpatient'
),

flagged_stays as (
    select
        case
            when versions_of_stays.encounter_id is null then providers.specialty_id
            else versions_of_stays.specialty_id
        end as specialty_id,
        case when returned_stays.last_encounter_id is null then 0 else 1 end
            as is_any_return,
        case
            when index_stays.next_admitted_at <= index_stays.window_end_at then 1
            else 0
        end as is_readmitted,
        case
            when
                index_stays.next_admitted_at <= index_stays.window_end_at
                and coalesce(index_stays.next_admission_type, '')
                not in ('Elective', 'Newborn')
                then 1
            else 0
        end as is_unplanned_readmitted
    from index_stays
    inner join {{ source("oltp", "encounters") }} as encounters
        on index_stays.last_encounter_id = encounters.encounter_id
    left join {{ source("oltp", "providers") }} as providers
        on encounters.provider_id = providers.provider_id
    left join versions_of_stays
        on
            encounters.encounter_id = versions_of_stays.encounter_id
            and versions_of_stays.preference = 1
    left join returned_stays
        on index_stays.last_encounter_id = returned_stays.last_encounter_id
),

counted_stays as (
    select
        coalesce(specialties.specialty_id, -1) as specialty_key,
        coalesce(specialties.specialty_name, 'Unknown') as specialty_name,
        count(*) as index_stay_count,
        sum(flagged_stays.is_readmitted) as readmitted_stay_count,
        sum(flagged_stays.is_any_return) as any_return_count,
        sum(flagged_stays.is_unplanned_readmitted) as unplanned_readmitted_stay_count
    from flagged_stays
    left join {{ source("oltp", "specialties") }} as specialties
        on flagged_stays.specialty_id = specialties.specialty_id
    group by specialties.specialty_id, specialties.specialty_name
)

select
    specialty_key,
    specialty_name,
    index_stay_count,
    readmitted_stay_count,
    {{ ratio("readmitted_stay_count", "index_stay_count") }} as readmission_rate,
    {{ wilson_bound("readmitted_stay_count", "index_stay_count", "lower") }}
        as rate_lower_bound,
    {{ wilson_bound("readmitted_stay_count", "index_stay_count", "upper") }}
        as rate_upper_bound,
    any_return_count,
    {{ ratio("any_return_count", "index_stay_count") }} as any_return_rate,
    unplanned_readmitted_stay_count,
    {{ ratio("unplanned_readmitted_stay_count", "index_stay_count") }}
        as unplanned_readmission_rate
from counted_stays
order by specialty_key
