{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"}
) }}

-- One row per provider who changed specialty or department, and per specialty and
-- department in which the provider earned something: revenue as it was and as it is.
--
-- As it was, an encounter counts for the specialty and department that the provider had
-- when it started; as it is, for those that the provider has today. Summed by the
-- former the rows give history as it was reported, by the latter what the present
-- staff has earned; over both, the same money.

with versions as (
    select * from {{ ref("dim_provider") }}
),

encounters as (
    select * from {{ ref("fact_encounters") }}
),

specialties as (
    select * from {{ ref("dim_specialty") }}
),

departments as (
    select * from {{ ref("dim_department") }}
),

moved_providers as (
    select provider_id
    from versions
    where provider_id <> -1
    group by provider_id
    having
        min(specialty_key) <> max(specialty_key)
        or min(department_key) <> max(department_key)
),

earned as (
    select
        versions.provider_id,
        versions.specialty_key,
        versions.department_key,
        count(*) as encounter_count,
        sum(encounters.revenue_amount) as revenue_amount
    from moved_providers
    inner join versions
        on moved_providers.provider_id = versions.provider_id
    inner join encounters
        on versions.provider_key = encounters.provider_key
    group by versions.provider_id, versions.specialty_key, versions.department_key
),

final as (
    select
        earned.provider_id,
        today.first_name,
        today.last_name,
        earned.specialty_key as specialty_key_as_it_was,
        former_specialties.specialty_name as specialty_as_it_was,
        earned.department_key as department_key_as_it_was,
        former_departments.department_name as department_as_it_was,
        today.specialty_key as specialty_key_as_it_is,
        present_specialties.specialty_name as specialty_as_it_is,
        today.department_key as department_key_as_it_is,
        present_departments.department_name as department_as_it_is,
        {{ dbt.cast("earned.encounter_count", "bigint") }} as encounter_count,
        {{ dbt.cast("earned.revenue_amount", "decimal(18,2)") }} as revenue_amount
    from earned
    inner join versions as today
        on
            earned.provider_id = today.provider_id
            and today.is_current = 1
    inner join specialties as former_specialties
        on earned.specialty_key = former_specialties.specialty_key
    inner join departments as former_departments
        on earned.department_key = former_departments.department_key
    inner join specialties as present_specialties
        on today.specialty_key = present_specialties.specialty_key
    inner join departments as present_departments
        on today.department_key = present_departments.department_key
)

select * from final
{{ where_changed("int_encounters_reached") }}
