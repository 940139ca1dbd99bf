-- One row per type of encounter, and the unknown member.

with encounter_types as (
    select * from {{ ref("encounter_types") }}
),

members as (
    select
        encounter_type_key,
        encounter_type
    from encounter_types
    union all
    select
        -1 as encounter_type_key,
        'Unknown' as encounter_type
),

final as (
    select
        {{ dbt.cast("encounter_type_key", "integer") }} as encounter_type_key,
        {{ dbt.cast("encounter_type", "varchar(20)") }} as encounter_type
    from members
)

select * from final
