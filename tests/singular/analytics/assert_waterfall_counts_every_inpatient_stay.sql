-- The waterfall's counts add up to all merged inpatient stays, and its last step to the
-- index stays of the rate.

with waterfall as (
    select
        sum(stay_count) as stay_count,
        sum(
            case
                when index_reason = 'Counted as index stay' then stay_count
                else 0
            end
        ) as index_stay_count
    from {{ ref("readmission_waterfall") }}
),

stays as (
    select count(*) as stay_count
    from {{ ref("int_inpatient_stays_merged") }}
),

rates as (
    select coalesce(sum(index_stay_count), 0) as index_stay_count
    from {{ ref("readmission_rate_by_specialty") }}
)

select
    waterfall.stay_count,
    stays.stay_count as expected_stay_count,
    waterfall.index_stay_count,
    rates.index_stay_count as expected_index_stay_count
from waterfall
cross join stays
cross join rates
where
    waterfall.stay_count <> stays.stay_count
    or waterfall.index_stay_count <> rates.index_stay_count
