-- Concentration in a calendar year. Spending is the allowed amount of the claims of the
-- year's encounters, over all persons at the middle of the year, those without any
-- included. Visits are ranked among the patients who had one.
with persons as (
    select
        persons_by_year.calendar_year,
        coalesce(spending.allowed_amount, 0) as amount
    from persons_by_year
    left join spending
        on
            persons_by_year.patient_id = spending.patient_id
            and persons_by_year.calendar_year = spending.calendar_year
),

ranked_persons as (
    select
        amount,
        row_number() over (partition by calendar_year order by amount desc)
        / count(*) over (partition by calendar_year) as share_above
    from persons
),

visit_counts as (
    select
        visits.calendar_year,
        visits.patient_id,
        count(*) as all_visits,
        count(*) filter (visits.encounter_type = 'ER') as emergency_visits
    from visits
    inner join calendar_years
        on visits.calendar_year = calendar_years.calendar_year
    group by visits.calendar_year, visits.patient_id
),

ranked_patients as (
    select
        all_visits,
        row_number() over (partition by calendar_year order by all_visits desc)
        / count(*) over (partition by calendar_year) as share_above
    from visit_counts
),

ranked_emergency as (
    select
        emergency_visits,
        row_number() over (partition by calendar_year order by emergency_visits desc)
        / count(*) over (partition by calendar_year) as share_above
    from visit_counts
    where emergency_visits > 0
)

select
    'spending of the top 5%' as measure,
    100.0 * sum(amount) filter (share_above <= 0.05) / sum(amount) as measured_value
from ranked_persons
union all
select
    'spending of the bottom 50%' as measure,
    100.0 * sum(amount) filter (share_above > 0.5) / sum(amount) as measured_value
from ranked_persons
union all
select
    'encounters of the top 5% of patients' as measure,
    100.0
    * sum(all_visits) filter (share_above <= 0.05)
    / sum(all_visits) as measured_value
from ranked_patients
union all
select
    'emergency visits of the top 6% of patients' as measure,
    100.0 * sum(emergency_visits) filter (share_above <= 0.06)
    / sum(emergency_visits) as measured_value
from ranked_emergency
