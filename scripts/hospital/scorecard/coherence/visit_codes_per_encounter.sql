-- A clinic or emergency visit has at most one visit code, a stay at most one admission
-- and one discharge visit, and one visit a day. Same-day codes (99234-99236) are for
-- stays that end on the day they began, which take no other; nobody who dies on an
-- earlier day is seen on the last.
with flags as (
    select
        encounter_id,
        any_value(encounter_type) as encounter_type,
        any_value(cast(encounter_date as date)) as first_day,
        any_value(cast(discharge_date as date)) as last_day,
        count(*) filter (
            regexp_matches(cpt_code, '^99(20[2-5]|21[1-5]|38[1-7]|39[1-7]|28[1-5])$')
        ) as visit_count,
        count(*) filter (cpt_code in ('99221', '99222', '99223')) as admission_count,
        count(*) filter (cpt_code in ('99238', '99239')) as discharge_count,
        count(*) filter (cpt_code in ('99234', '99235', '99236')) as same_day_count,
        count(*) filter (cpt_code in ('99231', '99232', '99233')) as daily_count,
        max(procedure_date) filter (
            cpt_code in ('99238', '99239')
        ) as discharge_visit_day,
        count(distinct procedure_date) filter (
            cpt_code in ('99231', '99232', '99233')
        ) as daily_days
    from performed
    group by encounter_id
)

select *
from flags
where
    (encounter_type <> 'Inpatient' and visit_count > 1)
    or admission_count > 1
    or discharge_count > 1
    or same_day_count > 1
    or daily_days < daily_count
    or (same_day_count > 0 and (last_day > first_day or admission_count > 0))
    or discharge_visit_day < last_day
