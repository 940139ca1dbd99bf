-- Per specialty that discharged: how often is an inpatient back within 30 days?
-- Counts of stays add up over the months, so the same table answers for any period; the
-- rate and its interval are worked out of the sums, never averaged.

with counted_stays as (
    select
        specialty_key,
        specialty_name,
        sum(stay_count) as index_stay_count,
        sum(readmitted_stay_count) as readmitted_stay_count,
        sum(any_return_count) as any_return_count,
        sum(unplanned_readmitted_stay_count) as unplanned_readmitted_stay_count
    from {{ ref("monthly_inpatient_stays_by_specialty") }}
    where index_reason = 'Counted as index stay'
    group by specialty_key, specialty_name
)

select
    counted_stays.specialty_key,
    counted_stays.specialty_name,
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
order by counted_stays.specialty_key
