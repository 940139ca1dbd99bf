-- The month in the fact is the one that dim_date has for the day of the encounter.

select
    encounters.encounter_key,
    encounters.calendar_month,
    dates.calendar_month as month_of_date
from {{ ref("fact_encounters") }} as encounters
inner join {{ ref("dim_date") }} as dates
    on encounters.encounter_date_key = dates.date_key
where encounters.calendar_month <> dates.calendar_month
