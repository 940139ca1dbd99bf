-- Well visits by age band, newborn care in the first 28 days (critical care of the
-- newborn and the circumcision begin there), child vaccine under 20, tonsil and adenoid
-- removal under 12, adult dialysis care from 18 on.
with bounds (cpt_code, first_age, last_age) as (
    values
    ('99381', 0, 0),
    ('99382', 1, 4),
    ('99383', 5, 11),
    ('99384', 12, 17),
    ('99385', 18, 39),
    ('99386', 40, 64),
    ('99387', 65, 200),
    ('99391', 0, 0),
    ('99392', 1, 4),
    ('99393', 5, 11),
    ('99394', 12, 17),
    ('99395', 18, 39),
    ('99396', 40, 64),
    ('99397', 65, 200),
    ('99460', 0, 0),
    ('99462', 0, 0),
    ('99468', 0, 0),
    ('90744', 0, 19),
    ('42820', 0, 11),
    ('90960', 18, 200),
    ('59409', 12, 55),
    ('59514', 12, 55)
)

select
    performed.encounter_id,
    performed.cpt_code,
    performed.age
from performed
inner join bounds
    on performed.cpt_code = bounds.cpt_code
where performed.age < bounds.first_age or performed.age > bounds.last_age
union all
select
    performed.encounter_id,
    performed.cpt_code,
    performed.age
from performed
inner join patients
    on performed.patient_id = patients.patient_id
where
    performed.cpt_code in ('99460', '99462', '99468')
    and cast(performed.encounter_date as date) - patients.date_of_birth > 28
