{{ config(indexes=server_indexes(["table_name", "row_id"])) }}

-- One row per source row whose repairs have to be looked for again: those that were
-- touched, and the rows of a patient about whom staging now decides otherwise; none in
-- a reload.

with touched_rows as (
    select * from {{ ref("stg_oltp__rows_touched") }}
),

changed_registrations as (
    select * from {{ ref("stg_oltp__registrations_changed") }}
),

rechecked_rows as (
    select
        table_name,
        row_id
    from touched_rows
    union all
    select
        'patients' as table_name,
        patient_id as row_id
    from changed_registrations
    {% for table, key in [
        ("patient_versions", "patient_version_id"), ("encounters", "encounter_id")
    ] %}
        union all
        select
            '{{ table }}' as table_name,
            source_rows.{{ key }} as row_id
        from changed_registrations
        inner join {{ source("oltp", table) }} as source_rows
            on changed_registrations.patient_id = source_rows.patient_id
    {% endfor %}
),

final as (
    select
        table_name,
        row_id
    from rechecked_rows
    group by table_name, row_id
)

select * from final
