{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(["pair_rank"])
) }}

-- One row per diagnosis and procedure that occurred in the same encounter, with the
-- number of such encounters and the pair's rank.
--
-- An encounter counts once for a pair, however often it repeats the diagnosis or the
-- procedure. Pairs with as many encounters share a rank, so "the first ten" is
-- pair_rank <= 10 and never cuts a tie.

with encounter_pairs as (
    select * from {{ ref("bridge_encounter_pair") }}
),

diagnoses as (
    select * from {{ ref("dim_diagnosis") }}
),

procedures as (
    select * from {{ ref("dim_procedure") }}
),

pairs as (
    select
        diagnosis_key,
        procedure_key,
        count(*) as encounter_count
    from encounter_pairs
    group by diagnosis_key, procedure_key
),

ranked_pairs as (
    select
        pairs.*,
        rank() over (order by encounter_count desc) as pair_rank
    from pairs
),

final as (
    select
        ranked_pairs.diagnosis_key,
        ranked_pairs.procedure_key,
        diagnoses.icd10_code,
        diagnoses.icd10_description,
        procedures.cpt_code,
        procedures.cpt_description,
        {{ dbt.cast("ranked_pairs.encounter_count", "bigint") }} as encounter_count,
        {{ dbt.cast("ranked_pairs.pair_rank", "bigint") }} as pair_rank
    from ranked_pairs
    inner join diagnoses
        on ranked_pairs.diagnosis_key = diagnoses.diagnosis_key
    inner join procedures
        on ranked_pairs.procedure_key = procedures.procedure_key
)

select * from final
{{ where_changed("int_encounters_reached") }}
