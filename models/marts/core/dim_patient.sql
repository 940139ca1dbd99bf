{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="patient_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_changed"},
    indexes=server_indexes(["patient_id"])
) }}

-- One row per version of a patient, and the unknown member. Type 2: each fact row
-- points at the version that was valid when its encounter started. To count people,
-- count patient_id, never versions.

with patients as (
    select * from {{ ref("int_patients_versioned") }}
    {{ where_changed("int_patients_changed", "patient_id") }}
),

members as (
    select
        patient_version_id as patient_key,
        patient_id,
        mrn,
        first_name,
        last_name,
        date_of_birth,
        gender,
        date_of_death,
        address_line,
        city,
        state,
        postal_code,
        phone,
        email,
        payer_key,
        insurance_effective_date,
        version_number,
        valid_from,
        valid_to,
        is_current
    from patients
    {% if not loads_changes() %}
        union all
        select
            -1 as patient_key,
            -1 as patient_id,
            'Unknown' as mrn,
            'Unknown' as first_name,
            'Unknown' as last_name,
            {{ dbt.cast("null", "date") }} as date_of_birth,
            'U' as gender,
            {{ dbt.cast("null", "date") }} as date_of_death,
            {{ dbt.cast("null", "varchar(200)") }} as address_line,
            {{ dbt.cast("null", "varchar(100)") }} as city,
            {{ dbt.cast("null", "varchar(2)") }} as state,
            {{ dbt.cast("null", "varchar(10)") }} as postal_code,
            {{ dbt.cast("null", "varchar(30)") }} as phone,
            {{ dbt.cast("null", "varchar(200)") }} as email,
            -1 as payer_key,
            {{ dbt.cast("null", "date") }} as insurance_effective_date,
            1 as version_number,
            {{ start_of_time() }} as valid_from,
            {{ end_of_time() }} as valid_to,
            1 as is_current
    {% endif %}
),

final as (
    select
        {{ dbt.cast("patient_key", "bigint") }} as patient_key,
        {{ dbt.cast("patient_id", "bigint") }} as patient_id,
        {{ dbt.cast("mrn", "varchar(20)") }} as mrn,
        {{ dbt.cast("first_name", "varchar(100)") }} as first_name,
        {{ dbt.cast("last_name", "varchar(100)") }} as last_name,
        date_of_birth,
        {{ dbt.cast("gender", "varchar(1)") }} as gender,
        date_of_death,
        {{ dbt.cast("address_line", "varchar(200)") }} as address_line,
        {{ dbt.cast("city", "varchar(100)") }} as city,
        {{ dbt.cast("state", "varchar(2)") }} as state,
        {{ dbt.cast("postal_code", "varchar(10)") }} as postal_code,
        {{ dbt.cast("phone", "varchar(30)") }} as phone,
        {{ dbt.cast("email", "varchar(200)") }} as email,
        {{ dbt.cast("payer_key", "integer") }} as payer_key,
        insurance_effective_date,
        {{ dbt.cast("version_number", "integer") }} as version_number,
        valid_from,
        valid_to,
        {{ dbt.cast("is_current", "integer") }} as is_current
    from members
)

select * from final
