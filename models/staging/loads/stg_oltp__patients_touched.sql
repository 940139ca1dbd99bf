{{ config(indexes=server_indexes(unique=["patient_id"])) }}

-- One row per registration of a patient that has to be looked at because a row of the
-- source was touched; none in a reload.
--
-- It is the one whose own row, version or encounter was touched, or that had it when
-- last loaded. As soon as anything is touched, so are all whose date of birth was
-- rejected: what spoke against it may be gone.

{% set versions = loaded_relation("dim_patient") %}
{% set fact = loaded_relation("fact_encounters") %}
{% set rejected = loaded_relation("stg_oltp__birth_dates_rejected") %}

with touched_rows as (
    select * from {{ ref("stg_oltp__rows_touched") }}
),

encounters as (
    select * from {{ source("oltp", "encounters") }}
),

touched_patients as (
    select row_id as patient_id
    from touched_rows
    where table_name = 'patients'
    union all
    select parent_id as patient_id
    from touched_rows
    where table_name = 'patient_versions'
    union all
    select encounters.patient_id
    from touched_rows
    inner join encounters
        on touched_rows.row_id = encounters.encounter_id
    where touched_rows.table_name = 'encounters'
    {% if versions %}
        union all
        select versions.patient_id
        from touched_rows
        inner join {{ versions }} as versions
            on touched_rows.row_id = versions.patient_key
        where touched_rows.table_name = 'patient_versions'
    {% endif %}
    {% if fact %}
        union all
        select fact.patient_id
        from touched_rows
        inner join {{ fact }} as fact
            on touched_rows.row_id = fact.encounter_key
        where touched_rows.table_name = 'encounters'
    {% endif %}
    {% if rejected %}
        union all
        select patient_id
        from {{ rejected }}
        where exists (select 1 from touched_rows)
    {% endif %}
    union all
    {{ keys_still_open(["patient_id"]) }}
),

final as (
    select
        touched_patients.patient_id,
        max(loads.load_number) as load_number
    from touched_patients
    cross join {{ ref("stg_oltp__loads_opened") }} as loads
    where touched_patients.patient_id is not null
    group by touched_patients.patient_id
)

select * from final
