-- On the day of the encounter the patient has had the birthday that completes the age,
-- and not yet the next one. Who was born on February 29 is left to the test of the
-- macro, because engines differ on the day that has no date.

with aged_encounters as (
    select
        encounters.encounter_key,
        encounters.age_at_encounter_years,
        patients.date_of_birth,
        {{ dbt.cast("encounters.encounter_started_at", "date") }} as encounter_date,
        {{ dbt.cast(
            dbt.dateadd(
                "year", "encounters.age_at_encounter_years", "patients.date_of_birth"
            ),
            "date"
        ) }} as last_birthday,
        {{ dbt.cast(
            dbt.dateadd(
                "year", "encounters.age_at_encounter_years + 1", "patients.date_of_birth"
            ),
            "date"
        ) }} as next_birthday
    from {{ ref("fact_encounters") }} as encounters
    inner join {{ ref("dim_patient") }} as patients
        on encounters.patient_key = patients.patient_key
    where
        patients.patient_key <> -1
        and not (
            {{ month_of("patients.date_of_birth") }} = 2
            and {{ day_of_month_of("patients.date_of_birth") }} = 29
        )
)

select *
from aged_encounters
where
    age_at_encounter_years is null
    or encounter_date < last_birthday
    or encounter_date >= next_birthday
