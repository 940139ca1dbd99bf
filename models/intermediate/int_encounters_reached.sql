{{ config(indexes=server_indexes(unique=["encounter_id"])) }}

-- One row per encounter that a change of the source reaches directly; none in a reload.
--
-- An encounter is reached by a change of its own row; by one of a diagnosis, procedure
-- or claim that belongs to it or did when last loaded; and by one of its patient's or
-- its provider's versions. What a change does to the readmission flags of other stays of
-- the same patient is added in int_encounters_changed.

{% set children = [
    (
        "encounter_diagnoses", "bridge_encounter_diagnosis",
        "encounter_diagnosis_key", "encounter_key"
    ),
    (
        "encounter_procedures", "bridge_encounter_procedure",
        "encounter_procedure_key", "encounter_key"
    ),
    ("billing", "int_claims_listed", "billing_id", "encounter_id")
] %}

with touched_rows as (
    select * from {{ ref("int_rows_touched") }}
),

encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
),

reached_encounters as (
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
    {% for person in ["patient", "provider"] %}
        union all
        select encounters.encounter_id
        from {{ ref("int_" ~ person ~ "s_changed") }} as changed_{{ person }}s
        inner join encounters
            on changed_{{ person }}s.{{ person }}_id = encounters.{{ person }}_id
    {% endfor %}
    union all
    {{ keys_still_open(["encounter_id"]) }}
),

final as (
    select
        reached_encounters.encounter_id,
        max(loads.load_number) as load_number
    from reached_encounters
    cross join {{ ref("int_loads_opened") }} as loads
    where reached_encounters.encounter_id is not null
    group by reached_encounters.encounter_id
)

select * from final
