-- One row per patient: born_at inclusive, gone_at exclusive.
create table persons as
select
    patient_id,
    gender,
    date_of_birth,
    date_of_death,
    payer_id,
    cast(date_of_birth as timestamp) as born_at,
    coalesce(cast(date_of_death + 1 as timestamp), timestamp '9999-01-01') as gone_at
from patients;

-- Persons at the middle of the period, alive and born, with their age then.
create table persons_at_middle as
select
    persons.patient_id,
    persons.gender,
    date_sub('year', persons.date_of_birth, period.middle) as age
from persons
cross join period
where
    persons.date_of_birth <= period.middle
    and persons.gone_at > cast(period.middle as timestamp);

-- Persons alive at the end of the period, with their age then: who can have been
-- diagnosed by that day.
create table persons_at_end as
select
    persons.patient_id,
    persons.gender,
    date_sub('year', persons.date_of_birth, period.as_of_date) as age
from persons
cross join period
where
    persons.date_of_birth <= period.as_of_date
    and persons.gone_at > period.end_at;

-- Persons at the middle of each whole calendar year.
create table persons_by_year as
select
    calendar_years.calendar_year,
    persons.patient_id,
    persons.gender,
    date_sub('year', persons.date_of_birth, calendar_years.middle) as age
from persons
inner join calendar_years
    on
        persons.date_of_birth <= calendar_years.middle
        and persons.gone_at > cast(calendar_years.middle as timestamp);

-- Years lived in the period, by age group: alive and born, at that age at that time.
create table person_years as
select
    age_groups.age_group,
    sum(
        greatest(
            0,
            epoch(
                least(
                    period.end_at,
                    persons.gone_at,
                    persons.born_at + to_years(age_groups.last_age + 1)
                )
            )
            - epoch(
                greatest(
                    period.start_at,
                    persons.born_at + to_years(age_groups.first_age)
                )
            )
        )
    ) / (365.25 * 86400) as person_years
from persons
cross join period
inner join age_groups
    on age_groups.gender is null or persons.gender = age_groups.gender
group by age_groups.age_group;

-- One row per patient and span of one payer; the first span reaches back for ever.
create table covers as
with spans as (
    select
        patient_id,
        payer_id,
        case
            when row_number() over patient_spans = 1 then timestamp '0001-01-01'
            else valid_from
        end as valid_from,
        lead(valid_from, 1, timestamp '9999-01-01') over patient_spans as valid_to
    from patient_versions
    window patient_spans as (partition by patient_id order by valid_from)
    union all
    select
        patient_id,
        payer_id,
        timestamp '0001-01-01' as valid_from,
        timestamp '9999-01-01' as valid_to
    from persons
    where patient_id not in (select patient_versions.patient_id from patient_versions)
)

select
    spans.patient_id,
    spans.valid_from,
    spans.valid_to,
    payers.payer_name,
    coalesce(payers.payer_type, 'Self-Pay') as payer_type
from spans
left join payers
    on spans.payer_id = payers.payer_id;
