{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="provider_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_providers_changed"},
    indexes=server_indexes(["provider_id", "valid_from"])
) }}

-- One row per version of a provider: what was recorded, and from when until when.
--
-- The rules are those of int_patients_versioned: each row of the log is a version,
-- valid until the provider's next one; of two changes in the same second the higher id
-- wins; the first version reaches back to the start of time; a provider without a log
-- row has one version, made of the current row, with the key -1 - provider_id.

with providers as (
    select * from {{ ref("stg_oltp__providers") }}
    {{ where_changed("int_providers_changed", "provider_id") }}
),

provider_versions as (
    select * from {{ ref("stg_oltp__provider_versions") }}
    {{ where_changed("int_providers_changed", "provider_id") }}
),

specialties as (
    select * from {{ ref("stg_oltp__specialties") }}
),

departments as (
    select * from {{ ref("stg_oltp__departments") }}
),

{% set attributes = [
    "provider_id", "first_name", "last_name", "credential", "npi", "specialty_id",
    "department_id"
] %}

ranked_changes as (
    select
        provider_versions.*,
        row_number() over (
            partition by provider_id, valid_from
            order by provider_version_id desc
        ) as recency_rank
    from provider_versions
),

logged_providers as (
    select provider_id
    from provider_versions
    group by provider_id
),

all_versions as (
    select
        provider_version_id,
        valid_from,
        {{ attributes | join(",\n        ") }}
    from ranked_changes
    where recency_rank = 1
    union all
    select
        -1 - providers.provider_id as provider_version_id,
        {{ start_of_time() }} as valid_from,
        providers.{{ attributes | join(",\n        providers.") }}
    from providers
    left join logged_providers
        on providers.provider_id = logged_providers.provider_id
    where logged_providers.provider_id is null
),

ordered_versions as (
    select
        all_versions.*,
        row_number() over (
            partition by provider_id order by valid_from
        ) as version_number,
        lead(valid_from) over (
            partition by provider_id order by valid_from
        ) as next_valid_from
    from all_versions
),

final as (
    select
        {{ dbt.cast("ordered_versions.provider_version_id", "bigint") }}
            as provider_version_id,
        ordered_versions.{{ attributes | join(",\n        ordered_versions.") }},
        {{ dbt.cast("coalesce(specialties.specialty_id, -1)", "integer") }}
            as specialty_key,
        {{ dbt.cast("coalesce(departments.department_id, -1)", "integer") }}
            as department_key,
        {{ dbt.cast("ordered_versions.version_number", "integer") }} as version_number,
        case
            when ordered_versions.version_number = 1 then {{ start_of_time() }}
            else ordered_versions.valid_from
        end as valid_from,
        coalesce(ordered_versions.next_valid_from, {{ end_of_time() }}) as valid_to,
        case when ordered_versions.next_valid_from is null then 1 else 0 end
            as is_current
    from ordered_versions
    left join specialties
        on ordered_versions.specialty_id = specialties.specialty_id
    left join departments
        on ordered_versions.department_id = departments.department_id
)

select * from final
