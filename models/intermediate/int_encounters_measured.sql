{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(unique=["encounter_id"])
) }}

-- One row per encounter with what happened in it: diagnoses, procedures and claims.
--
-- Everything joined here is summed per encounter first, so that no row can multiply.
-- What an encounter does not have counts 0, in numbers and in dollars.

with encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

encounter_diagnoses as (
    select * from {{ ref("int_encounter_diagnoses_aggregated") }}
),

diagnoses as (
    select * from {{ ref("stg_oltp__diagnoses") }}
),

encounter_procedures as (
    select * from {{ ref("int_encounter_procedures_aggregated") }}
),

claims as (
    select * from {{ ref("int_claims_aggregated") }}
),

final as (
    select
        encounters.encounter_id,
        coalesce(diagnoses.diagnosis_id, -1) as principal_diagnosis_key,
        coalesce(encounter_diagnoses.diagnosis_count, 0) as diagnosis_count,
        coalesce(encounter_procedures.procedure_count, 0) as procedure_count,
        coalesce(claims.claim_count, 0) as claim_count,
        coalesce(claims.claim_amount, 0) as claim_amount,
        coalesce(claims.allowed_amount, 0) as allowed_amount,
        coalesce(claims.paid_amount, 0) as paid_amount,
        coalesce(claims.revenue_amount, 0) as revenue_amount,
        coalesce(claims.pending_amount, 0) as pending_amount,
        coalesce(claims.denied_amount, 0) as denied_amount
    from encounters
    left join encounter_diagnoses
        on encounters.encounter_id = encounter_diagnoses.encounter_id
    left join diagnoses
        on encounter_diagnoses.principal_diagnosis_id = diagnoses.diagnosis_id
    left join encounter_procedures
        on encounters.encounter_id = encounter_procedures.encounter_id
    left join claims
        on encounters.encounter_id = claims.encounter_id
)

select * from final
