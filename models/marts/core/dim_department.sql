-- One row per hospital department, and the unknown member. Type 1: as it is today.

with departments as (
    select * from {{ ref("stg_oltp__departments") }}
),

members as (
    select
        department_id as department_key,
        coalesce(department_name, 'Unknown') as department_name,
        floor as floor_number,
        capacity as bed_capacity
    from departments
    union all
    select
        -1 as department_key,
        'Unknown' as department_name,
        {{ dbt.cast("null", "integer") }} as floor_number,
        {{ dbt.cast("null", "integer") }} as bed_capacity
),

final as (
    select
        {{ dbt.cast("department_key", "integer") }} as department_key,
        {{ dbt.cast("department_name", "varchar(100)") }} as department_name,
        {{ dbt.cast("floor_number", "integer") }} as floor_number,
        {{ dbt.cast("bed_capacity", "integer") }} as bed_capacity
    from members
)

select * from final
