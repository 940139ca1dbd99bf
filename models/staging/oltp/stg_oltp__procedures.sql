-- One row per CPT or HCPCS Level II code in use. What is no code is not here.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "procedures") }}
),

codes_quarantined as (
    select * from {{ ref("stg_oltp__codes_quarantined") }}
),

final as (
    select
        source.procedure_id,
        {{ dbt.cast(clean_cpt_code("source.cpt_code"), "varchar(10)") }} as cpt_code,
        {{ dbt.cast(
            clean_text("source.cpt_description"), "varchar(255)"
        ) }} as cpt_description
    from source
    left join codes_quarantined
        on
            source.procedure_id = codes_quarantined.row_id
            and codes_quarantined.table_name = 'procedures'
    where codes_quarantined.row_id is null
)

select * from final
