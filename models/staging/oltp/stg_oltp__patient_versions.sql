-- One row per patient and change, cleaned as stg_oltp__patients is. The log of a
-- registration that was merged into another, or that nobody has, is not here.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "patient_versions") }}
),

birth_dates_rejected as (
    select * from {{ ref("stg_oltp__birth_dates_rejected") }}
),

patients_merged as (
    select * from {{ ref("stg_oltp__patients_merged") }}
),

versions_quarantined as (
    select * from {{ ref("stg_oltp__versions_quarantined") }}
),

final as (
    select
        source.patient_version_id,
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
        {{ dbt.cast("source.valid_from", "timestamp") }} as valid_from,
        source.received_at
    from source
    left join birth_dates_rejected
        on
            source.patient_id = birth_dates_rejected.patient_id
            and source.date_of_birth = birth_dates_rejected.date_of_birth
    left join patients_merged
        on source.patient_id = patients_merged.patient_id
    left join versions_quarantined
        on
            source.patient_version_id = versions_quarantined.row_id
            and versions_quarantined.table_name = 'patient_versions'
    where
        patients_merged.patient_id is null
        and versions_quarantined.row_id is null
)

select * from final
