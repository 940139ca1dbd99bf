{{ config(indexes=server_indexes(["encounter_id"])) }}

-- One row per encounter with at least one procedure: how many.
--
-- Every row counts: a procedure performed twice counts twice.

with encounter_procedures as (
    select * from {{ ref("stg_oltp__encounter_procedures") }}
),

final as (
    select
        encounter_id,
        {{ dbt.cast("count(*)", "integer") }} as procedure_count
    from encounter_procedures
    group by encounter_id
)

select * from final
