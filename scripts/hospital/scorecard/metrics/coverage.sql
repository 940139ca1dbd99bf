-- Coverage of persons: by the payer on record at the middle of the period, by the age
-- then. Uninsured is Self-Pay or no payer; public is Medicare, Medicaid and other
-- government; private is commercial. 'Any time in year' is a payer on record at any
-- moment of a whole calendar year, among the persons at its middle; the record holds
-- one payer at a time. Employer coverage is commercial but not a Marketplace plan.
with at_middle as (
    select
        persons_at_middle.age,
        covers.payer_type
    from persons_at_middle
    cross join period
    inner join covers
        on
            persons_at_middle.patient_id = covers.patient_id
            and covers.valid_from <= cast(period.middle as timestamp)
            and covers.valid_to > cast(period.middle as timestamp)
),

in_year as (
    select
        persons_by_year.calendar_year,
        persons_by_year.patient_id,
        bool_or(covers.payer_type = 'Medicaid') as had_medicaid,
        bool_or(covers.payer_type = 'Medicare') as had_medicare,
        bool_or(
            covers.payer_type = 'Commercial'
            and covers.payer_name not ilike '%marketplace%'
        ) as had_employer
    from persons_by_year
    inner join covers
        on
            persons_by_year.patient_id = covers.patient_id
            and year(covers.valid_from) <= persons_by_year.calendar_year
            and covers.valid_to
            > cast(make_date(persons_by_year.calendar_year, 1, 1) as timestamp)
    group by persons_by_year.calendar_year, persons_by_year.patient_id
)

select
    'uninsured, ' || age_groups.age_group as measure,
    100.0 * avg(cast(at_middle.payer_type = 'Self-Pay' as integer)) as measured_value
from at_middle
inner join age_groups
    on
        age_groups.gender is null
        and at_middle.age between age_groups.first_age and age_groups.last_age
group by age_groups.age_group
union all
select
    'public, 0-17' as measure,
    100.0 * avg(
        cast(payer_type in ('Medicare', 'Medicaid', 'Other Government') as integer)
    ) as measured_value
from at_middle
where age < 18
union all
select
    'private, 18-64' as measure,
    100.0 * avg(cast(payer_type = 'Commercial' as integer)) as measured_value
from at_middle
where age between 18 and 64
union all
select
    'Medicaid, any time in year' as measure,
    100.0 * avg(cast(had_medicaid as integer)) as measured_value
from in_year
union all
select
    'Medicare, any time in year' as measure,
    100.0 * avg(cast(had_medicare as integer)) as measured_value
from in_year
union all
select
    'employer, any time in year' as measure,
    100.0 * avg(cast(had_employer as integer)) as measured_value
from in_year
