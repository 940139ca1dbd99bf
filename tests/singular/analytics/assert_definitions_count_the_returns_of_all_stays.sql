-- Over the specialties, each definition's returns are those of all stays.

with stays as (
    select
        sum(is_any_return) as any_return_count,
        sum(is_inpatient_return) as inpatient_return_count,
        sum(is_unplanned_inpatient_return) as unplanned_return_count
    from {{ ref("int_inpatient_stays_followed") }}
),

rates as (
    select
        sum(case when return_definition = 'Any return' then returned_stay_count end)
            as any_return_count,
        sum(
            case
                when return_definition = 'All inpatient returns'
                    then returned_stay_count
            end
        ) as inpatient_return_count,
        sum(
            case
                when return_definition = 'Unplanned inpatient returns'
                    then returned_stay_count
            end
        ) as unplanned_return_count
    from {{ ref("readmission_rates_by_definition") }}
)

select stays.any_return_count
from stays
cross join rates
where
    coalesce(stays.any_return_count, 0) <> coalesce(rates.any_return_count, 0)
    or coalesce(stays.inpatient_return_count, 0)
    <> coalesce(rates.inpatient_return_count, 0)
    or coalesce(stays.unplanned_return_count, 0)
    <> coalesce(rates.unplanned_return_count, 0)
