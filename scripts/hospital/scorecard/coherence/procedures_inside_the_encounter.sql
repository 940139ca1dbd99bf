-- A procedure is performed between the first and the last day of its encounter.
select
    encounter_procedures.encounter_procedure_id,
    encounter_procedures.procedure_date,
    encounters.encounter_date,
    encounters.discharge_date
from encounter_procedures
inner join encounters
    on encounter_procedures.encounter_id = encounters.encounter_id
where
    encounter_procedures.procedure_date < cast(encounters.encounter_date as date)
    or encounter_procedures.procedure_date > cast(encounters.discharge_date as date)
