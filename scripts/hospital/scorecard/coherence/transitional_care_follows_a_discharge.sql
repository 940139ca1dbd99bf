-- Transitional care is billed within 7 (99496) or 14 days (99495) of a discharge.
select
    performed.encounter_id,
    performed.encounter_date,
    performed.cpt_code
from performed
where
    performed.cpt_code in ('99495', '99496')
    and not exists (
        select 1
        from encounters
        where
            performed.patient_id = encounters.patient_id
            and encounters.encounter_type = 'Inpatient'
            and encounters.discharge_date <= performed.encounter_date
            and cast(performed.encounter_date as date)
            - cast(encounters.discharge_date as date)
            <= case performed.cpt_code when '99496' then 7 else 14 end
    )
