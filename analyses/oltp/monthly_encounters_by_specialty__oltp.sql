-- Per month, specialty and encounter type: how many encounters, of how many people?
-- On the OLTP tables the specialty at the time of the encounter has to be found in the
-- provider's log: the latest version known by then, else the first one; without a log,
-- what the provider is today.

with versions_of_encounters as (
    select
        encounters.encounter_id,
        provider_versions.specialty_id,
        row_number() over (
            partition by encounters.encounter_id
            order by
                case
                    when provider_versions.valid_from <= encounters.encounter_date
                        then 0
                    else 1
                end,
                case
                    when provider_versions.valid_from <= encounters.encounter_date
                        then provider_versions.valid_from
                end desc,
                provider_versions.valid_from,
                provider_versions.provider_version_id desc
        ) as preference
    from {{ source("oltp", "encounters") }} as encounters
    inner join {{ source("oltp", "provider_versions") }} as provider_versions
        on encounters.provider_id = provider_versions.provider_id
),

encounters_by_specialty as (
    select
        encounters.patient_id,
        encounters.encounter_type,
        {{ format_year_month("encounters.encounter_date") }} as calendar_month,
        case
            when versions_of_encounters.encounter_id is null then providers.specialty_id
            else versions_of_encounters.specialty_id
        end as specialty_id
    from {{ source("oltp", "encounters") }} as encounters
    left join {{ source("oltp", "providers") }} as providers
        on encounters.provider_id = providers.provider_id
    left join versions_of_encounters
        on
            encounters.encounter_id = versions_of_encounters.encounter_id
            and versions_of_encounters.preference = 1
)

select
    encounters_by_specialty.calendar_month,
    encounters_by_specialty.encounter_type,
    coalesce(specialties.specialty_id, -1) as specialty_key,
    coalesce(specialties.specialty_name, 'Unknown') as specialty_name,
    count(*) as encounter_count,
    count(distinct encounters_by_specialty.patient_id) as unique_patient_count
from encounters_by_specialty
left join {{ source("oltp", "specialties") }} as specialties
    on encounters_by_specialty.specialty_id = specialties.specialty_id
group by
    encounters_by_specialty.calendar_month,
    specialties.specialty_id,
    specialties.specialty_name,
    encounters_by_specialty.encounter_type
order by
    encounters_by_specialty.calendar_month,
    coalesce(specialties.specialty_id, -1),
    encounters_by_specialty.encounter_type
