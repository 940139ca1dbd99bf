{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_key",
    on_schema_change="append_new_columns",
    partition_by="calendar_month",
    meta={"changes": "int_encounters_changed", "changes_key": "encounter_id"},
    indexes=server_indexes(
        ["patient_id"],
        ["patient_key"],
        ["provider_key"],
        ["encounter_date_key"],
        ["calendar_month", "specialty_key", "encounter_type_key", "patient_id"],
        [
            "calendar_month",
            "specialty_key",
            "payer_key",
            "claim_count",
            "claim_amount",
            "revenue_amount",
            "pending_amount",
            "denied_amount"
        ]
    )
) }}

-- One row per encounter: the star's centre.
--
-- Every key is set; the unknown member stands for what is missing. Length of stay
-- counts midnights between start and end, for every type, null while the encounter is
-- open. Age is in completed years. Amounts are the sums of the encounter's claims, 0
-- without any. The month stands here as well as in dim_date, so that a server reads the
-- encounters of a month and specialty one after the other in an index that holds all it
-- needs, and neither sorts nor joins them.
--
-- Readmission is a matter of whole inpatient stays, of which an encounter may be only a
-- part: that a stay is an index stay and was followed by a return stands on its last
-- encounter, that it is itself such a return on its first.

with encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
    {{ where_changed("int_encounters_changed", "encounter_id") }}
),

keyed as (
    select * from {{ ref("int_encounters_keyed") }}
),

measured as (
    select * from {{ ref("int_encounters_measured") }}
),

stays as (
    select * from {{ ref("int_inpatient_stays_followed") }}
),

final as (
    select
        {{ dbt.cast("encounters.encounter_id", "bigint") }} as encounter_key,
        {{ dbt.cast("encounters.encounter_id", "bigint") }} as encounter_id,
        {{ dbt.cast("keyed.patient_key", "bigint") }} as patient_key,
        {{ dbt.cast("keyed.provider_key", "bigint") }} as provider_key,
        {{ dbt.cast("keyed.specialty_key", "integer") }} as specialty_key,
        {{ dbt.cast("keyed.department_key", "integer") }} as department_key,
        {{ dbt.cast("keyed.encounter_type_key", "integer") }} as encounter_type_key,
        {{ dbt.cast("keyed.payer_key", "integer") }} as payer_key,
        {{ dbt.cast("measured.principal_diagnosis_key", "integer") }}
            as principal_diagnosis_key,
        {{ dbt.cast("keyed.encounter_date_key", "integer") }} as encounter_date_key,
        {{ dbt.cast("keyed.discharge_date_key", "integer") }} as discharge_date_key,
        {{ dbt.cast("encounters.patient_id", "bigint") }} as patient_id,
        encounters.encounter_started_at,
        encounters.encounter_ended_at,
        {{ dbt.cast(
            "case when keyed.encounter_date_key = -1 then 'Unknown' else "
            ~ format_year_month("encounters.encounter_started_at")
            ~ " end",
            "varchar(7)"
        ) }} as calendar_month,
        {{ dbt.cast("encounters.admission_type", "varchar(20)") }} as admission_type,
        {{ dbt.cast("encounters.discharge_disposition", "varchar(40)") }}
            as discharge_disposition,
        {{ dbt.cast(
            "case when encounters.encounter_ended_at is null then 1 else 0 end",
            "integer"
        ) }} as is_open,
        {{ dbt.cast(
            dbt.datediff(
                first_date=dbt.cast("encounters.encounter_started_at", "date"),
                second_date=dbt.cast("encounters.encounter_ended_at", "date"),
                datepart="day"
            ),
            "integer"
        ) }} as length_of_stay_days,
        {{ dbt.cast(
            completed_years("keyed.date_of_birth", "encounters.encounter_started_at"),
            "integer"
        ) }} as age_at_encounter_years,
        {{ dbt.cast("measured.diagnosis_count", "integer") }} as diagnosis_count,
        {{ dbt.cast("measured.procedure_count", "integer") }} as procedure_count,
        {{ dbt.cast("measured.claim_count", "integer") }} as claim_count,
        {{ dbt.cast("measured.claim_amount", "decimal(14,2)") }} as claim_amount,
        {{ dbt.cast("measured.allowed_amount", "decimal(14,2)") }} as allowed_amount,
        {{ dbt.cast("measured.paid_amount", "decimal(14,2)") }} as paid_amount,
        {{ dbt.cast("measured.revenue_amount", "decimal(14,2)") }} as revenue_amount,
        {{ dbt.cast("measured.pending_amount", "decimal(14,2)") }} as pending_amount,
        {{ dbt.cast("measured.denied_amount", "decimal(14,2)") }} as denied_amount,
        {{ dbt.cast("coalesce(ended_stays.is_index_stay, 0)", "integer") }}
            as is_index_stay,
        {{ dbt.cast("coalesce(ended_stays.is_inpatient_return, 0)", "integer") }}
            as is_readmitted_within_30_days,
        {{ dbt.cast("coalesce(started_stays.is_readmission, 0)", "integer") }}
            as is_readmission_within_30_days
    from encounters
    inner join keyed
        on encounters.encounter_id = keyed.encounter_id
    inner join measured
        on encounters.encounter_id = measured.encounter_id
    left join stays as ended_stays
        on encounters.encounter_id = ended_stays.last_encounter_id
    left join stays as started_stays
        on encounters.encounter_id = started_stays.first_encounter_id
)

select * from final
