{{ config(indexes=server_indexes(unique=["provider_id"])) }}

-- One row per provider whose versions this load makes anew; none in a reload.
--
-- A provider changes with the current row and with each row of the version log; where a
-- version was deleted, or now belongs to another provider, so does the provider who had
-- it.

{% set versions = loaded_relation("dim_provider") %}

with touched_rows as (
    select * from {{ ref("stg_oltp__rows_touched") }}
),

reached_providers as (
    select row_id as provider_id
    from touched_rows
    where table_name = 'providers'
    union all
    select parent_id as provider_id
    from touched_rows
    where table_name = 'provider_versions'
    {% if versions %}
        union all
        select versions.provider_id
        from touched_rows
        inner join {{ versions }} as versions
            on touched_rows.row_id = versions.provider_key
        where touched_rows.table_name = 'provider_versions'
    {% endif %}
    union all
    {{ keys_still_open(["provider_id"]) }}
),

final as (
    select
        reached_providers.provider_id,
        max(loads.load_number) as load_number
    from reached_providers
    cross join {{ ref("stg_oltp__loads_opened") }} as loads
    where reached_providers.provider_id is not null
    group by reached_providers.provider_id
)

select * from final
