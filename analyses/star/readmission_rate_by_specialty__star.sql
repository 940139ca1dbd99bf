-- Per specialty that discharged: how often is an inpatient back within 30 days?
-- fact_inpatient_stays has one row per stay, and a flag per definition of a return.

with counted_stays as (
    select
        specialty_key,
        count(*) as index_stay_count,
        sum(is_inpatient_return) as readmitted_stay_count,
        sum(is_any_return) as any_return_count,
        sum(is_unplanned_inpatient_return) as unplanned_readmitted_stay_count
    from {{ ref("fact_inpatient_stays") }}
    where is_index_stay = 1
    group by specialty_key
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
