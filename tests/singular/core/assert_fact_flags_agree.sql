-- What the fact says twice, it says alike: open encounters have no end, no discharge
-- date and no length; only index stays are readmitted; index stays and readmissions are
-- inpatient, index stays alive; without claims no money; without diagnoses none
-- principal; the date key is the start's.

{% set claims = [
    "is_open = case when encounter_ended_at is null then 1 else 0 end",
    "is_open = case when length_of_stay_days is null then 1 else 0 end",
    "is_open = 0 or discharge_date_key = -1",
    "encounter_date_key in (-1, " ~ date_key("encounter_started_at") ~ ")",
    "is_open = 1 or discharge_date_key in (-1, " ~ date_key("encounter_ended_at") ~ ")",
    "is_readmitted_within_30_days <= is_index_stay",
    "is_readmission_within_30_days = 0 or encounter_type_key = 2",
    "is_index_stay = 0 or encounter_type_key = 2",
    "is_index_stay = 0 or coalesce(discharge_disposition, '-') <> 'Expired'",
    "is_index_stay = 0 or is_open = 0",
    "claim_count > 0 or (claim_amount = 0 and allowed_amount = 0 and paid_amount = 0)",
    "diagnosis_count > 0 or principal_diagnosis_key = -1"
] %}

{% for claim in claims %}
    select
        {{ loop.index }} as claim_number,
        encounter_key
    from {{ ref("fact_encounters") }}
    where case when {{ claim }} then 0 else 1 end = 1
    {% if not loop.last %}union all{% endif %}
{% endfor %}
