{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key=["table_name", "row_id"],
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_rechecked"},
    indexes=server_indexes(["table_name", "row_id"])
) }}

-- One row per field of a row of patients or patient_versions that staging changes.
--
-- A missing gender is a fault in every row; a missing ZIP code or telephone number in a
-- row that has an address, for the classic form has none of them.

{% set fields = [
    ("first_name", "name"),
    ("last_name", "name"),
    ("gender", "gender", "1 = 1"),
    ("mrn", "identifier"),
    ("address_line", "text"),
    ("city", "text"),
    ("state", "code"),
    ("postal_code", "postal_code", "address_line is not null"),
    ("phone", "phone", "address_line is not null"),
    ("email", "email"),
    ("insurance_effective_date", "date")
] %}
{% set tables = [
    ("patients", "patient_id"), ("patient_versions", "patient_version_id")
] %}

{% for table_name, key in tables %}
    {{ repaired_fields(table_name, key, fields) }}
    union all
    select
        '{{ table_name }}' as table_name,
        source_rows.{{ key }} as row_id,
        'date_of_birth' as field_name,
        'impossible_birth_date' as rule_name,
        {{ dbt.cast("source_rows.date_of_birth", "varchar(255)") }} as value_before,
        {{ dbt.cast("null", "varchar(255)") }} as value_after
    from {{ source("oltp", table_name) }} as source_rows
    inner join {{ ref("stg_oltp__birth_dates_rejected") }} as birth_dates_rejected
        on
            source_rows.patient_id = birth_dates_rejected.patient_id
            and source_rows.date_of_birth = birth_dates_rejected.date_of_birth
    where 1 = 1 {{ and_rechecked(table_name, "source_rows." ~ key) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
