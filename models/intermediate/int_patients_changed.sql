{{ config(indexes=server_indexes(unique=["patient_id"])) }}

-- One row per patient whose versions this load makes anew; none in a reload.
--
-- A patient changes with the current row and with each row of the version log; where a
-- version was deleted, or now belongs to another patient, so does the patient who had
-- it. So does one about whom staging decides otherwise than before: a registration that
-- is merged now or no longer, or a date of birth that is rejected now or no longer.

{% set versions = loaded_relation("dim_patient") %}

with touched_rows as (
    select * from {{ ref("stg_oltp__rows_touched") }}
),

reached_patients as (
    select row_id as patient_id
    from touched_rows
    where table_name = 'patients'
    union all
    select parent_id as patient_id
    from touched_rows
    where table_name = 'patient_versions'
    {% if versions %}
        union all
        select versions.patient_id
        from touched_rows
        inner join {{ versions }} as versions
            on touched_rows.row_id = versions.patient_key
        where touched_rows.table_name = 'patient_versions'
    {% endif %}
    union all
    select patient_id
    from {{ ref("stg_oltp__registrations_changed") }}
    union all
    {{ keys_still_open(["patient_id"]) }}
),

final as (
    select
        reached_patients.patient_id,
        max(loads.load_number) as load_number
    from reached_patients
    cross join {{ ref("stg_oltp__loads_opened") }} as loads
    where reached_patients.patient_id is not null
    group by reached_patients.patient_id
)

select * from final
