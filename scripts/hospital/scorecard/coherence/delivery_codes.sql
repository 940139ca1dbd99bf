-- A stay for a birth (by its outcome Z37 or by the procedure) has exactly one outcome,
-- one week of gestation (Z3A) and one delivery, and says how it went: O80 without any
-- other O code, O82, or other O codes. The outcome is coded on no other encounter.
with delivered as (
    select encounter_id
    from coded
    where icd10_code like 'Z37%'
    union
    select encounter_id
    from performed
    where cpt_code in ('59400', '59409', '59510', '59514')
),

counted as (
    select
        coded.encounter_id,
        any_value(coded.encounter_type) as encounter_type,
        count(*) filter (coded.icd10_code like 'Z37%') as outcome_count,
        count(*) filter (coded.icd10_code like 'Z3A%') as week_count,
        count(*) filter (coded.icd10_code = 'O80') as uncomplicated_count,
        count(*) filter (coded.icd10_code like 'O%') as obstetric_count
    from coded
    inner join delivered
        on coded.encounter_id = delivered.encounter_id
    group by coded.encounter_id
),

births as (
    select
        encounter_id,
        count(*) as birth_count
    from performed
    where cpt_code in ('59400', '59409', '59510', '59514')
    group by encounter_id
)

select
    counted.*,
    births.birth_count
from counted
left join births
    on counted.encounter_id = births.encounter_id
where
    counted.encounter_type <> 'Inpatient'
    or counted.outcome_count <> 1
    or counted.week_count <> 1
    or counted.obstetric_count = 0
    or (counted.uncomplicated_count > 0 and counted.obstetric_count > 1)
    or coalesce(births.birth_count, 0) <> 1
