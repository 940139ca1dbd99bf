-- One row per patient, as of now, with names, codes and contact data in one form.
-- A second registration of the same person is merged into the first, so it is not here;
-- a date of birth that cannot be true is null.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "patients") }}
),

birth_dates_rejected as (
    select * from {{ ref("stg_oltp__birth_dates_rejected") }}
),

patients_merged as (
    select * from {{ ref("stg_oltp__patients_merged") }}
),

final as (
    select
        source.patient_id,
        {{ dbt.cast(clean_name("source.first_name"), "varchar(100)") }} as first_name,
        {{ dbt.cast(clean_name("source.last_name"), "varchar(100)") }} as last_name,
        {{ dbt.cast(
            "case when birth_dates_rejected.patient_id is null "
            ~ "then source.date_of_birth end",
            "date"
        ) }} as date_of_birth,
        {{ dbt.cast(clean_gender("source.gender"), "varchar(1)") }} as gender,
        {{ dbt.cast(clean_identifier("source.mrn"), "varchar(20)") }} as mrn,
        {{ dbt.cast("source.date_of_death", "date") }} as date_of_death,
        {{ dbt.cast(
            clean_text("source.address_line"), "varchar(200)"
        ) }} as address_line,
        {{ dbt.cast(clean_text("source.city"), "varchar(100)") }} as city,
        {{ dbt.cast(clean_code("source.state"), "varchar(2)") }} as state,
        {{ dbt.cast(
            clean_postal_code("source.postal_code"), "varchar(10)"
        ) }} as postal_code,
        {{ dbt.cast(clean_phone("source.phone"), "varchar(30)") }} as phone,
        {{ dbt.cast(clean_email("source.email"), "varchar(200)") }} as email,
        source.payer_id,
        {{ dbt.cast(
            clean_date("source.insurance_effective_date"), "date"
        ) }} as insurance_effective_date,
        {{ dbt.cast("source.created_at", "timestamp") }} as created_at,
        {{ dbt.cast("source.updated_at", "timestamp") }} as updated_at,
        source.received_at
    from source
    left join birth_dates_rejected
        on
            source.patient_id = birth_dates_rejected.patient_id
            and source.date_of_birth = birth_dates_rejected.date_of_birth
    left join patients_merged
        on source.patient_id = patients_merged.patient_id
    where patients_merged.patient_id is null
)

select * from final
