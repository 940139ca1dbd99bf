{{ config(indexes=server_indexes(["patient_id"])) }}

-- One row per row of patients that is a second registration of a person, with the row
-- that stands for it: the first registration, which has the lower patient_id.
--
-- Two rows are one person if, after cleaning, last name, date of birth and gender are
-- equal, the first names are the same as is_same_first_name says, and the telephone
-- number, or address line and ZIP code, are equal. Where contact data are missing
-- nobody is merged.
--
-- A row is merged only into a first registration, one that matches no lower patient_id,
-- and only if it is like that one alone: an initial that two people of one address
-- share says nothing, and who is like a second registration need not be like the first.

with patients as (
    select * from {{ source("oltp", "patients") }}
),

birth_dates_rejected as (
    select * from {{ ref("stg_oltp__birth_dates_rejected") }}
),

comparable_patients as (
    select
        patients.patient_id,
        {{ clean_name("patients.first_name") }} as first_name,
        {{ clean_name("patients.last_name") }} as last_name,
        patients.date_of_birth,
        {{ clean_gender("patients.gender") }} as gender,
        {{ clean_phone("patients.phone") }} as phone,
        {{ clean_text("patients.address_line") }} as address_line,
        {{ clean_postal_code("patients.postal_code") }} as postal_code
    from patients
    left join birth_dates_rejected
        on
            patients.patient_id = birth_dates_rejected.patient_id
            and patients.date_of_birth = birth_dates_rejected.date_of_birth
    where
        birth_dates_rejected.patient_id is null
        and (patients.phone is not null or patients.address_line is not null)
),

-- so that only the few who have a namesake of the same age are compared in pairs
counted_patients as (
    select
        comparable_patients.*,
        count(*) over (
            partition by date_of_birth, last_name, gender
        ) as namesake_count
    from comparable_patients
),

namesakes as (
    select *
    from counted_patients
    where namesake_count > 1
),

matches as (
    select
        later.patient_id,
        earlier.patient_id as earlier_patient_id
    from namesakes as later
    inner join namesakes as earlier
        on
            later.date_of_birth = earlier.date_of_birth
            and later.last_name = earlier.last_name
            and later.gender = earlier.gender
            and later.patient_id > earlier.patient_id
    where
        (
            later.phone = earlier.phone
            or (
                later.address_line = earlier.address_line
                and later.postal_code = earlier.postal_code
            )
        )
        and {{ is_same_first_name("later.first_name", "earlier.first_name") }}
),

later_registrations as (
    select patient_id
    from matches
    group by patient_id
),

final as (
    select
        matches.patient_id,
        min(matches.earlier_patient_id) as survivor_patient_id
    from matches
    left join later_registrations
        on matches.earlier_patient_id = later_registrations.patient_id
    where later_registrations.patient_id is null
    group by matches.patient_id
    having count(*) = 1
)

select * from final
