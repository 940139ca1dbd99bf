{{ config(indexes=server_indexes(unique=["encounter_id"])) }}

-- One row per encounter that has to be looked at because a row of the source was
-- touched; none in a reload.
--
-- It is the encounter whose own row was touched; the one that a touched diagnosis,
-- procedure or claim belongs to, or did when last looked at; each encounter of a
-- touched patient; and those that were put aside as lying in the future and no longer
-- do.

{% set children = [
    (
        "encounter_diagnoses", "bridge_encounter_diagnosis",
        "encounter_diagnosis_key", "encounter_key"
    ),
    (
        "encounter_diagnoses", "stg_oltp__encounter_diagnoses_quarantined",
        "encounter_diagnosis_id", "encounter_id"
    ),
    (
        "encounter_procedures", "bridge_encounter_procedure",
        "encounter_procedure_key", "encounter_key"
    ),
    (
        "encounter_procedures", "stg_oltp__encounter_procedures_quarantined",
        "encounter_procedure_id", "encounter_id"
    ),
    ("billing", "int_claims_listed", "billing_id", "encounter_id"),
    ("billing", "stg_oltp__billing_quarantined", "billing_id", "encounter_id"),
    ("billing", "stg_oltp__billing_merged", "billing_id", "encounter_id")
] %}
{% set future_encounters = loaded_relation("stg_oltp__encounters_quarantined") %}
{% set claims = source("oltp", "billing") %}
{% set future_claims = loaded_relation("stg_oltp__billing_quarantined") %}

with touched_rows as (
    select * from {{ ref("stg_oltp__rows_touched") }}
),

loads as (
    select * from {{ ref("stg_oltp__loads_opened") }}
),

encounters as (
    select * from {{ source("oltp", "encounters") }}
),

touched_encounters as (
    select row_id as encounter_id
    from touched_rows
    where table_name = 'encounters'
    union all
    select parent_id as encounter_id
    from touched_rows
    where
        table_name in ('encounter_diagnoses', 'encounter_procedures', 'billing')
    {% for table, loaded, key, parent in children if loaded_relation(loaded) %}
        union all
        select loaded.{{ parent }} as encounter_id
        from touched_rows
        inner join {{ loaded_relation(loaded) }} as loaded
            on touched_rows.row_id = loaded.{{ key }}
        where touched_rows.table_name = '{{ table }}'
    {% endfor %}
    union all
    select encounters.encounter_id
    from touched_rows
    inner join encounters
        on touched_rows.row_id = encounters.patient_id
    where touched_rows.table_name = 'patients'
    {% if future_encounters %}
        union all
        select encounters.encounter_id
        from {{ future_encounters }} as future_encounters
        inner join encounters
            on future_encounters.encounter_id = encounters.encounter_id
        inner join loads
            on encounters.encounter_date < loads.observation_end_at
        where
            future_encounters.reason = 'future_date'
            and loads.is_reload = 0
    {% endif %}
    {% if future_claims %}
        union all
        select billing.encounter_id
        from {{ future_claims }} as future_claims
        inner join {{ claims }} as billing
            on future_claims.billing_id = billing.billing_id
        inner join loads
            on billing.claim_date < loads.observation_end_at
        where
            future_claims.reason = 'future_date'
            and loads.is_reload = 0
    {% endif %}
    union all
    {{ keys_still_open(["encounter_id"]) }}
),

final as (
    select
        touched_encounters.encounter_id,
        max(loads.load_number) as load_number
    from touched_encounters
    cross join loads
    where touched_encounters.encounter_id is not null
    group by touched_encounters.encounter_id
)

select * from final
