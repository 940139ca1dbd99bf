-- One row per encounter, with the patient's age in completed years, the principal
-- diagnosis, the midnights stayed and the primary payer: that of the encounter's first
-- claim, else the one on record at its start.
create table all_visits as
with principals as (
    select
        encounter_diagnoses.encounter_id,
        min(diagnoses.icd10_code) as principal
    from encounter_diagnoses
    inner join diagnoses
        on encounter_diagnoses.diagnosis_id = diagnoses.diagnosis_id
    where encounter_diagnoses.diagnosis_sequence = 1
    group by encounter_diagnoses.encounter_id
),

first_claims as (
    select
        encounter_id,
        arg_min(payer_id, billing_id) as payer_id
    from billing
    group by encounter_id
)

select
    encounters.encounter_id,
    encounters.patient_id,
    encounters.encounter_type,
    encounters.encounter_date,
    encounters.discharge_date,
    encounters.admission_type,
    encounters.admission_source,
    encounters.discharge_disposition,
    persons.gender,
    principals.principal,
    date_sub('year', persons.date_of_birth, cast(encounters.encounter_date as date))
        as age,
    date_diff(
        'day',
        cast(encounters.encounter_date as date),
        cast(encounters.discharge_date as date)
    ) as stay_days,
    year(encounters.encounter_date) as calendar_year,
    coalesce(payers.payer_type, covers.payer_type) as payer_type
from encounters
inner join persons
    on encounters.patient_id = persons.patient_id
left join principals
    on encounters.encounter_id = principals.encounter_id
left join first_claims
    on encounters.encounter_id = first_claims.encounter_id
left join payers
    on first_claims.payer_id = payers.payer_id
asof left join covers
    on
        encounters.patient_id = covers.patient_id
        and encounters.encounter_date >= covers.valid_from;

-- Those that began in the period, of which the figures are made. A stay may have begun
-- before it.
create view visits as
select all_visits.* -- noqa: AM04
from all_visits
cross join period
where
    all_visits.encounter_date >= period.start_at
    and all_visits.encounter_date < period.end_at;
