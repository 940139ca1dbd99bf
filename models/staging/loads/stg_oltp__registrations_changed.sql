{{ config(indexes=server_indexes(unique=["patient_id"])) }}

-- One row per registration about which this load decides otherwise than the last, and
-- per one that it is or was merged into; none in a reload.

{% set loaded = loaded_relation("stg_oltp__judgements_loaded") %}

with both_sides as (
    select
        patient_id,
        survivor_patient_id,
        rejected_birth_date
    from {{ ref("stg_oltp__patients_judged") }}
    {% if loaded %}
        union all
        select
            patient_id,
            survivor_patient_id,
            rejected_birth_date
        from {{ loaded }}
    {% endif %}
),

differing as (
    select
        patient_id,
        survivor_patient_id
    from both_sides
    group by patient_id, survivor_patient_id, rejected_birth_date
    having count(*) = 1
),

changed_registrations as (
    select patient_id
    from differing
    where {{ 1 if is_reload() else 0 }} = 0
    union all
    select survivor_patient_id as patient_id
    from differing
    where {{ 1 if is_reload() else 0 }} = 0
    union all
    {{ keys_still_open(["patient_id"]) }}
),

final as (
    select
        changed_registrations.patient_id,
        max(loads.load_number) as load_number
    from changed_registrations
    cross join {{ ref("stg_oltp__loads_opened") }} as loads
    group by changed_registrations.patient_id
)

select * from final
