-- Length of stay: midnights from admission to discharge of inpatient encounters that
-- have ended, newborns included. A condition is the principal diagnosis, but sepsis is
-- any-listed, as in its source; a birth is a stay with an outcome-of-delivery code
-- (Z37), caesarean by procedure. Joint replacement is CPT 27447 or 27130.
with ended as (
    select
        visits.encounter_id,
        visits.stay_days,
        coalesce(visits.discharge_disposition, '') = 'Expired' as is_death,
        coalesce(operations.is_joint_replacement, false) as is_joint_replacement,
        coalesce(operations.is_caesarean, false) as is_caesarean
    from visits
    left join operations
        on visits.encounter_id = operations.encounter_id
    where visits.encounter_type = 'Inpatient' and visits.discharge_date is not null
),

conditions as (
    select distinct
        ended.*,
        encounter_conditions.condition
    from ended
    inner join encounter_conditions
        on
            ended.encounter_id = encounter_conditions.encounter_id
            and (
                encounter_conditions.is_principal
                or encounter_conditions.condition in ('sepsis', 'delivery outcome')
            )
)

select
    'all inpatient' as measure,
    avg(stay_days) as measured_value
from ended
union all
select
    condition as measure,
    avg(stay_days) as measured_value
from conditions
where condition <> 'delivery outcome'
group by condition
union all
select
    case when is_caesarean then 'caesarean birth' else 'vaginal birth' end as measure,
    avg(stay_days) as measured_value
from conditions
where condition = 'delivery outcome'
group by is_caesarean
union all
select
    'hip or knee replacement' as measure,
    avg(stay_days) as measured_value
from ended
where is_joint_replacement
union all
select
    'median' as measure,
    median(stay_days) as measured_value
from ended
union all
select
    '14 days or longer' as measure,
    100.0 * avg(cast(stay_days >= 14 as integer)) as measured_value
from ended
union all
select
    'deaths over all' as measure,
    avg(stay_days) filter (is_death) / avg(stay_days) as measured_value
from ended
