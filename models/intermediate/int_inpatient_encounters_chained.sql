{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="patient_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"},
    indexes=server_indexes(["patient_id"])
) }}

-- One row per run of inpatient encounters of a patient without a gap between them.
--
-- An inpatient encounter continues the run if it starts no later than the latest end
-- before it, to the second: an overlap, or contiguous. An open encounter has no end
-- yet, so whatever starts later belongs to its run. The run takes its admission from
-- its first encounter (earliest start, then lowest id) and its discharge from the one
-- that ends last (open ones last of all; then latest start, then highest id).
--
-- A load makes the runs of a patient anew from all the patient's inpatient encounters,
-- which int_encounters_changed lists for that purpose.

{# the list that rows are deleted by; a unit test need not give it #}
{% if not execute %}{% do ref("int_patients_rejudged") %}{% endif %}

with encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
    {{ where_changed("int_encounters_changed", "encounter_id") }}
),

inpatient_encounters as (
    select
        encounter_id,
        patient_id,
        encounter_started_at,
        encounter_ended_at,
        admission_type,
        admission_source,
        discharge_disposition,
        coalesce(encounter_ended_at, {{ end_of_time() }}) as occupied_until
    from encounters
    where encounter_type = 'Inpatient'
),

preceded_encounters as (
    select
        inpatient_encounters.*,
        max(occupied_until) over (
            partition by patient_id
            order by encounter_started_at, encounter_id
            rows between unbounded preceding and 1 preceding
        ) as occupied_before_until
    from inpatient_encounters
),

numbered_encounters as (
    select
        preceded_encounters.*,
        sum(case when encounter_started_at <= occupied_before_until then 0 else 1 end)
            over (
                partition by patient_id
                order by encounter_started_at, encounter_id
                rows between unbounded preceding and current row
            ) as run_number
    from preceded_encounters
),

positioned_encounters as (
    select
        numbered_encounters.*,
        row_number() over (
            partition by patient_id, run_number
            order by encounter_started_at, encounter_id
        ) as position_from_start,
        row_number() over (
            partition by patient_id, run_number
            order by occupied_until desc, encounter_started_at desc, encounter_id desc
        ) as position_from_end
    from numbered_encounters
),

first_encounters as (
    select *
    from positioned_encounters
    where position_from_start = 1
),

last_encounters as (
    select *
    from positioned_encounters
    where position_from_end = 1
),

run_sizes as (
    select
        patient_id,
        run_number,
        count(*) as encounter_count
    from positioned_encounters
    group by patient_id, run_number
),

final as (
    select
        first_encounters.patient_id,
        first_encounters.encounter_id as first_encounter_id,
        last_encounters.encounter_id as last_encounter_id,
        first_encounters.encounter_started_at as admitted_at,
        last_encounters.encounter_ended_at as discharged_at,
        first_encounters.admission_type,
        first_encounters.admission_source,
        last_encounters.discharge_disposition,
        {{ dbt.cast("run_sizes.encounter_count", "integer") }} as encounter_count
    from first_encounters
    inner join last_encounters
        on
            first_encounters.patient_id = last_encounters.patient_id
            and first_encounters.run_number = last_encounters.run_number
    inner join run_sizes
        on
            first_encounters.patient_id = run_sizes.patient_id
            and first_encounters.run_number = run_sizes.run_number
)

select * from final
