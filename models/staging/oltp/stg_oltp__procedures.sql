-- One row per CPT or HCPCS Level II code in use.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "procedures") }}
),

final as (
    select
        procedure_id,
        {{ dbt.cast(clean_cpt_code("cpt_code"), "varchar(10)") }} as cpt_code,
        {{ dbt.cast(
            clean_text("cpt_description"), "varchar(255)"
        ) }} as cpt_description
    from source
)

select * from final
