{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__patients_touched"},
    indexes=server_indexes(["patient_id"], ["survivor_patient_id"])
) }}

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

with comparable_patients as (
    select * from {{ ref("stg_oltp__patients_compared") }}
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
{{ where_changed("stg_oltp__patients_touched") }}
