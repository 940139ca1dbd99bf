-- Season: events per day in December to February over events per day in June to August
-- of the period. Pneumonia and influenza: inpatient stays by principal diagnosis.
-- Influenza: encounters of any type with a code J09-J11 in any position.
with days as (
    select
        count(*) filter (month(period_day) in (12, 1, 2)) as winter,
        count(*) filter (month(period_day) in (6, 7, 8)) as summer
    from period_days
),

events as (
    select distinct
        encounter_conditions.condition,
        encounter_conditions.encounter_id,
        case
            when
                encounter_conditions.is_principal
                and encounter_conditions.encounter_type = 'Inpatient'
                then 'pneumonia and influenza stays'
        end as stay_measure,
        month(visits.encounter_date) as calendar_month
    from encounter_conditions
    inner join visits
        on encounter_conditions.encounter_id = visits.encounter_id
    where encounter_conditions.condition in ('pneumonia', 'influenza')
),

measured as (
    select
        stay_measure as measure,
        encounter_id,
        any_value(calendar_month) as calendar_month
    from events
    where stay_measure is not null
    group by stay_measure, encounter_id
    union all
    select
        'influenza encounters' as measure,
        encounter_id,
        any_value(calendar_month) as calendar_month
    from events
    where condition = 'influenza'
    group by encounter_id
)

select
    measured.measure,
    count(*) filter (measured.calendar_month in (12, 1, 2)) * any_value(days.summer)
    / nullif(
        count(*) filter (measured.calendar_month in (6, 7, 8)) * any_value(days.winter),
        0
    ) as measured_value
from measured
cross join days
group by measured.measure
