{{ config(indexes=server_indexes(unique=["patient_id"])) }}

-- One row per patient whose inpatient stays this load judges anew; none in a reload.
--
-- A patient's stays have to be judged again when an encounter is reached that is the
-- patient's, or was when last loaded; and, as the observation goes on, when the window
-- after one of them is now complete.

{% set fact = loaded_relation("fact_encounters") %}
{% set stays = loaded_relation("int_inpatient_stays_followed") %}

with reached_encounters as (
    select * from {{ ref("int_encounters_reached") }}
),

encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
),

loads as (
    select * from {{ ref("stg_oltp__loads_opened") }}
),

reached_patients as (
    select encounters.patient_id
    from reached_encounters
    inner join encounters
        on reached_encounters.encounter_id = encounters.encounter_id
    {% if fact %}
        union all
        select fact.patient_id
        from reached_encounters
        inner join {{ fact }} as fact
            on reached_encounters.encounter_id = fact.encounter_key
    {% endif %}
    {% if stays %}
        union all
        select stays.patient_id
        from loads
        inner join {{ stays }} as stays
            on
                loads.previous_observation_end_at < stays.window_end_at
                and loads.observation_end_at >= stays.window_end_at
        where loads.is_reload = 0
    {% endif %}
    union all
    {{ keys_still_open(["patient_id"]) }}
),

final as (
    select
        reached_patients.patient_id,
        max(loads.load_number) as load_number
    from reached_patients
    cross join loads
    group by reached_patients.patient_id
)

select * from final
