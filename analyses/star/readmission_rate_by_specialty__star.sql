-- Per specialty that discharged: how often is an inpatient back within 30 days? The
-- fact says which encounters end an index stay and whether an inpatient return
-- followed. The two other definitions come from the fact's own encounters: any return
-- is an encounter of any type in the window; the return was planned if the stay that
-- came next was elective or a birth.

with index_stays as (
    select
        encounter_key,
        patient_id,
        specialty_key,
        is_readmitted_within_30_days,
        encounter_ended_at as discharged_at,
        {{ dbt.cast(
            dbt.dateadd("day", var("readmission_window_days"), "encounter_ended_at"),
            "timestamp"
        ) }} as window_end_at
    from {{ ref("fact_encounters") }}
    where is_index_stay = 1
),

later_encounters as (
    select
        index_stays.encounter_key,
        fact_encounters.is_readmission_within_30_days,
        fact_encounters.admission_type,
        row_number() over (
            partition by
                index_stays.encounter_key, fact_encounters.is_readmission_within_30_days
            order by fact_encounters.encounter_started_at
        ) as position_after_discharge
    from index_stays
    inner join {{ ref("fact_encounters") }} as fact_encounters
        on
            index_stays.patient_id = fact_encounters.patient_id
            and index_stays.discharged_at < fact_encounters.encounter_started_at
            and index_stays.window_end_at >= fact_encounters.encounter_started_at
),

returns as (
    select
        encounter_key,
        max(
            case
                when
                    is_readmission_within_30_days = 1
                    and position_after_discharge = 1
                    and admission_type in ('Elective', 'Newborn')
                    then 1
                else 0
            end
        ) as is_planned
    from later_encounters
    group by encounter_key
),

counted_stays as (
    select
        index_stays.specialty_key,
        count(*) as index_stay_count,
        sum(index_stays.is_readmitted_within_30_days) as readmitted_stay_count,
        count(returns.encounter_key) as any_return_count,
        sum(
            index_stays.is_readmitted_within_30_days
            * (1 - coalesce(returns.is_planned, 0))
        ) as unplanned_readmitted_stay_count
    from index_stays
    left join returns
        on index_stays.encounter_key = returns.encounter_key
    group by index_stays.specialty_key
)

select
    dim_specialty.specialty_key,
    dim_specialty.specialty_name,
    counted_stays.index_stay_count,
    counted_stays.readmitted_stay_count,
    {{ ratio("counted_stays.readmitted_stay_count", "counted_stays.index_stay_count") }}
        as readmission_rate,
    {{ wilson_bound(
        "counted_stays.readmitted_stay_count", "counted_stays.index_stay_count", "lower"
    ) }} as rate_lower_bound,
    {{ wilson_bound(
        "counted_stays.readmitted_stay_count", "counted_stays.index_stay_count", "upper"
    ) }} as rate_upper_bound,
    counted_stays.any_return_count,
    {{ ratio("counted_stays.any_return_count", "counted_stays.index_stay_count") }}
        as any_return_rate,
    counted_stays.unplanned_readmitted_stay_count,
    {{ ratio(
        "counted_stays.unplanned_readmitted_stay_count", "counted_stays.index_stay_count"
    ) }} as unplanned_readmission_rate
from counted_stays
inner join {{ ref("dim_specialty") }} as dim_specialty
    on counted_stays.specialty_key = dim_specialty.specialty_key
order by dim_specialty.specialty_key
