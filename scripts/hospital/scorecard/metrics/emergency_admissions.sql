-- Emergency visits that end in admission: share of finished emergency visits with the
-- disposition Admitted, by age at the visit. And the other way round: share of
-- inpatient stays, newborns' birth stays left out, whose admission source is the
-- Emergency Department; the later encounters of a transfer are no stay of their own
-- here.
select
    age_groups.age_group as measure,
    100.0
    * avg(cast(visits.discharge_disposition = 'Admitted' as integer)) as measured_value
from visits
inner join age_groups
    on
        age_groups.gender is null
        and visits.age between age_groups.first_age and age_groups.last_age
where visits.encounter_type = 'ER' and visits.discharge_date is not null
group by age_groups.age_group
union all
select
    'stays through the emergency department' as measure,
    100.0 * avg(cast(visits.admission_source = 'Emergency Department' as integer))
        as measured_value
from visits
inner join stays
    on visits.encounter_id = stays.first_encounter_id
where coalesce(visits.principal, '') not like 'Z38%'
