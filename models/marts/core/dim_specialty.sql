-- One row per medical specialty, and the unknown member. Type 1: the names of today.

with specialties as (
    select * from {{ ref("stg_oltp__specialties") }}
),

members as (
    select
        specialty_id as specialty_key,
        coalesce(specialty_name, 'Unknown') as specialty_name,
        specialty_code
    from specialties
    union all
    select
        -1 as specialty_key,
        'Unknown' as specialty_name,
        {{ dbt.cast("null", "varchar(10)") }} as specialty_code
),

final as (
    select
        {{ dbt.cast("specialty_key", "integer") }} as specialty_key,
        {{ dbt.cast("specialty_name", "varchar(100)") }} as specialty_name,
        {{ dbt.cast("specialty_code", "varchar(10)") }} as specialty_code
    from members
)

select * from final
