-- An encounter outside the calendar has no month, so the monthly answers show it under
-- Unknown: widen the variables calendar_start_date and calendar_end_date. It warns, for
-- nothing is lost.

{{ config(severity="warn") }}

select
    encounter_key,
    encounter_started_at
from {{ ref("fact_encounters") }}
where encounter_date_key = -1
