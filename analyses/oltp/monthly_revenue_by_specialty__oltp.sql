-- Per month and specialty of the encounter: what was earned, what is pending or
-- denied? On the OLTP tables an encounter may have several claims, so they are summed
-- per encounter before anything is joined to them, or encounters would count once per
-- claim. The specialty is that of the provider's version at the encounter.

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

claims_of_encounters as (
    select
        encounter_id,
        count(*) as claim_count,
        sum(case when claim_status = 'Paid' then allowed_amount end) as revenue_amount,
        sum(case when claim_status = 'Pending' then claim_amount end) as pending_amount,
        sum(case when claim_status = 'Denied' then claim_amount end) as denied_amount
    from {{ source("oltp", "billing") }}
    group by encounter_id
),

encounters_by_specialty as (
    select
        encounters.encounter_id,
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
    coalesce(specialties.specialty_id, -1) as specialty_key,
    coalesce(specialties.specialty_name, 'Unknown') as specialty_name,
    count(*) as encounter_count,
    coalesce(sum(claims_of_encounters.claim_count), 0) as claim_count,
    coalesce(sum(claims_of_encounters.revenue_amount), 0) as revenue_amount,
    coalesce(sum(claims_of_encounters.pending_amount), 0) as pending_amount,
    coalesce(sum(claims_of_encounters.denied_amount), 0) as denied_amount
from encounters_by_specialty
left join {{ source("oltp", "specialties") }} as specialties
    on encounters_by_specialty.specialty_id = specialties.specialty_id
left join claims_of_encounters
    on encounters_by_specialty.encounter_id = claims_of_encounters.encounter_id
group by
    encounters_by_specialty.calendar_month,
    specialties.specialty_id,
    specialties.specialty_name
order by
    encounters_by_specialty.calendar_month,
    coalesce(specialties.specialty_id, -1)
