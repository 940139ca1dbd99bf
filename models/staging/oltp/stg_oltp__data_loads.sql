-- One row per completed load by the simulator; none if the data is one's own.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "data_loads") }}
),

final as (
    select
        load_id,
        {{ dbt.cast("seed", "bigint") }} as seed,
        {{ dbt.cast("patient_count", "bigint") }} as patient_count,
        {{ dbt.cast("start_date", "date") }} as start_date,
        {{ dbt.cast("as_of_date", "date") }} as as_of_date,
        {{ dbt.cast(
            clean_text("simulator_version"), "varchar(20)"
        ) }} as simulator_version
    from source
)

select * from final
