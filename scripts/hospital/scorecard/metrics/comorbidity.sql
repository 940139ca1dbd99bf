-- Conditions that come together, among persons alive at the end of the period, by the
-- age then; a condition counts where it was coded on any encounter of the period.
-- The odds ratio of hypertension by diabetes within ten-year bands (45-54, 55-64,
-- 65-74) is pooled after Mantel and Haenszel.
with held as (
    select
        persons_at_end.patient_id,
        persons_at_end.age,
        persons_at_end.gender,
        coalesce(list(diagnosed_persons.condition) filter (
            diagnosed_persons.condition is not null
        ), []) as conditions
    from persons_at_end
    left join diagnosed_persons
        on persons_at_end.patient_id = diagnosed_persons.patient_id
    group by persons_at_end.patient_id, persons_at_end.age, persons_at_end.gender
),

flagged as (
    select
        age,
        gender,
        list_contains(conditions, 'hypertension') as has_hypertension,
        list_contains(conditions, 'diabetes') as has_diabetes,
        list_contains(conditions, 'type 2 diabetes') as has_type_2_diabetes,
        list_contains(conditions, 'depression') as has_depression,
        list_contains(conditions, 'arthritis') as has_arthritis,
        list_has_any(
            conditions, ['COPD', 'stroke', 'heart disease', 'diabetes', 'cancer']
        ) as has_serious,
        len(
            list_intersect(
                conditions,
                [
                    'arthritis', 'cancer', 'COPD', 'coronary heart disease', 'asthma',
                    'diabetes', 'hepatitis', 'hypertension', 'stroke',
                    'weak or failing kidneys'
                ]
            )
        ) as chronic_count
    from held
),

tables as (
    select
        case when age between 45 and 74 then (age - 45) // 10 end as band,
        count(*) as n,
        count(*) filter (has_diabetes and has_hypertension) as both_held,
        count(*) filter (has_diabetes and not has_hypertension) as diabetes_only,
        count(*) filter (not has_diabetes and has_hypertension) as hypertension_only,
        count(*) filter (not has_diabetes and not has_hypertension) as neither_held
    from flagged
    where age >= 18
    group by band
)

select
    '2+ of 10 conditions, 65+' as measure,
    100.0
    * avg(cast(chronic_count >= 2 as integer)) filter (age >= 65) as measured_value
from flagged
union all
select
    '2+ of 10 conditions, 18+' as measure,
    100.0
    * avg(cast(chronic_count >= 2 as integer)) filter (age >= 18) as measured_value
from flagged
union all
select
    'odds ratio of hypertension by diabetes, 18+' as measure,
    sum(both_held) * sum(neither_held)
    / nullif(sum(diabetes_only) * sum(hypertension_only), 0) as measured_value
from tables
union all
select
    'odds ratio of hypertension by diabetes, within ten-year bands' as measure,
    sum(both_held * neither_held / n)
    / nullif(sum(diabetes_only * hypertension_only / n), 0) as measured_value
from tables
where band is not null
union all
select
    'arthritis among the seriously ill, 65+' as measure,
    100.0 * avg(cast(has_arthritis as integer)) filter (age >= 65 and has_serious)
        as measured_value
from flagged
union all
select
    'type 2 among diabetes, 20+' as measure,
    100.0 * avg(cast(has_type_2_diabetes as integer)) filter (
        age >= 20 and has_diabetes
    ) as measured_value
from flagged
union all
select
    'depression, women over men, 18+' as measure,
    avg(cast(has_depression as integer)) filter (age >= 18 and gender = 'F')
    / nullif(
        avg(cast(has_depression as integer)) filter (age >= 18 and gender = 'M'), 0
    ) as measured_value
from flagged
