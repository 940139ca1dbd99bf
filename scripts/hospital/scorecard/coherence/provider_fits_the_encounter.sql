-- The provider worked in the encounter's department then, in a specialty that fits: by
-- the version valid at the encounter, the department is the encounter's; emergency
-- visits are for Emergency Medicine and nothing else is; Pediatrics sees nobody from 22
-- on, Geriatric Medicine nobody under 60, Neonatology nobody from 1 on, Obstetrics and
-- Gynecology no men.
with versions as (
    select
        provider_versions.provider_id,
        provider_versions.department_id,
        specialties.specialty_name,
        provider_versions.valid_from
    from provider_versions
    left join specialties
        on provider_versions.specialty_id = specialties.specialty_id
),

attended as (
    select
        encounters.encounter_id,
        encounters.provider_id,
        encounters.encounter_type,
        encounters.department_id,
        all_visits.age,
        all_visits.gender,
        versions.department_id as provider_department_id,
        versions.specialty_name
    from encounters
    inner join all_visits
        on encounters.encounter_id = all_visits.encounter_id
    asof left join versions
        on
            encounters.provider_id = versions.provider_id
            and encounters.encounter_date >= versions.valid_from
    where encounters.provider_id is not null
)

select *
from attended
where
    provider_department_id is null
    or provider_department_id <> department_id
    or (encounter_type = 'ER') <> (specialty_name = 'Emergency Medicine')
    or (specialty_name = 'Pediatrics' and age >= 22)
    or (specialty_name = 'Geriatric Medicine' and age < 60)
    or (specialty_name = 'Neonatology' and age >= 1)
    or (specialty_name = 'Obstetrics and Gynecology' and gender = 'M')
