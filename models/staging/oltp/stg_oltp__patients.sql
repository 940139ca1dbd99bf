-- One row per patient, as of now, with names, codes and contact data in one form.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "patients") }}
),

final as (
    select
        patient_id,
        {{ dbt.cast(clean_text("first_name"), "varchar(100)") }} as first_name,
        {{ dbt.cast(clean_text("last_name"), "varchar(100)") }} as last_name,
        {{ dbt.cast("date_of_birth", "date") }} as date_of_birth,
        {{ dbt.cast(clean_gender("gender"), "varchar(1)") }} as gender,
        {{ dbt.cast(clean_code("mrn"), "varchar(20)") }} as mrn,
        {{ dbt.cast("date_of_death", "date") }} as date_of_death,
        {{ dbt.cast(clean_text("address_line"), "varchar(200)") }} as address_line,
        {{ dbt.cast(clean_text("city"), "varchar(100)") }} as city,
        {{ dbt.cast(clean_code("state"), "varchar(2)") }} as state,
        {{ dbt.cast(clean_postal_code("postal_code"), "varchar(10)") }} as postal_code,
        {{ dbt.cast(clean_phone("phone"), "varchar(30)") }} as phone,
        {{ dbt.cast(clean_email("email"), "varchar(200)") }} as email,
        payer_id,
        {{ dbt.cast("created_at", "timestamp") }} as created_at,
        {{ dbt.cast("updated_at", "timestamp") }} as updated_at
    from source
)

select * from final
