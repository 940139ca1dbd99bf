{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="provider_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_providers_changed"},
    indexes=server_indexes(["provider_id"])
) }}

-- One row per version of a provider, and the unknown member. Type 2: each fact row
-- points at the version that was valid when its encounter started.

with providers as (
    select * from {{ ref("int_providers_versioned") }}
    {{ where_changed("int_providers_changed", "provider_id") }}
),

members as (
    select
        provider_version_id as provider_key,
        provider_id,
        first_name,
        last_name,
        credential,
        npi,
        specialty_key,
        department_key,
        version_number,
        valid_from,
        valid_to,
        is_current
    from providers
    {% if not loads_changes() %}
        union all
        select
            -1 as provider_key,
            -1 as provider_id,
            'Unknown' as first_name,
            'Unknown' as last_name,
            {{ dbt.cast("null", "varchar(20)") }} as credential,
            {{ dbt.cast("null", "varchar(10)") }} as npi,
            -1 as specialty_key,
            -1 as department_key,
            1 as version_number,
            {{ start_of_time() }} as valid_from,
            {{ end_of_time() }} as valid_to,
            1 as is_current
    {% endif %}
),

final as (
    select
        {{ dbt.cast("provider_key", "bigint") }} as provider_key,
        {{ dbt.cast("provider_id", "bigint") }} as provider_id,
        {{ dbt.cast("first_name", "varchar(100)") }} as first_name,
        {{ dbt.cast("last_name", "varchar(100)") }} as last_name,
        {{ dbt.cast("credential", "varchar(20)") }} as credential,
        {{ dbt.cast("npi", "varchar(10)") }} as npi,
        {{ dbt.cast("specialty_key", "integer") }} as specialty_key,
        {{ dbt.cast("department_key", "integer") }} as department_key,
        {{ dbt.cast("version_number", "integer") }} as version_number,
        valid_from,
        valid_to,
        {{ dbt.cast("is_current", "integer") }} as is_current
    from members
)

select * from final
