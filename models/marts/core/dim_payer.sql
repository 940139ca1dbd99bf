-- One row per payer, and the unknown member for patients without recorded insurance.
-- Type 1: the names of today.

with payers as (
    select * from {{ ref("stg_oltp__payers") }}
),

members as (
    select
        payer_id as payer_key,
        coalesce(payer_name, 'Unknown') as payer_name,
        coalesce(payer_type, 'Unknown') as payer_type
    from payers
    union all
    select
        -1 as payer_key,
        'Unknown' as payer_name,
        'Unknown' as payer_type
),

final as (
    select
        {{ dbt.cast("payer_key", "integer") }} as payer_key,
        {{ dbt.cast("payer_name", "varchar(100)") }} as payer_name,
        {{ dbt.cast("payer_type", "varchar(30)") }} as payer_type
    from members
)

select * from final
