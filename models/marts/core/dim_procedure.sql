-- One row per CPT or HCPCS code in use, and the unknown member.
--
-- The category is the one whose range of codes holds it; ranges that end in a letter
-- are for codes that end in that letter. A code in no range gets the category Unknown.

with procedures as (
    select * from {{ ref("stg_oltp__procedures") }}
),

categories as (
    select * from {{ ref("procedure_categories") }}
),

coded_procedures as (
    select
        procedure_id as procedure_key,
        cpt_code,
        cpt_description,
        case
            when substring(cpt_code, 5, 1) between '0' and '9' then 'digit'
            else substring(cpt_code, 5, 1)
        end as code_ending
    from procedures
),

members as (
    select
        coded_procedures.procedure_key,
        coded_procedures.cpt_code,
        coded_procedures.cpt_description,
        coalesce(categories.procedure_category_name, 'Unknown')
            as procedure_category_name
    from coded_procedures
    left join categories
        on
            coded_procedures.code_ending = categories.code_ending
            and coded_procedures.cpt_code
            between categories.first_code and categories.last_code
    union all
    select
        -1 as procedure_key,
        'Unknown' as cpt_code,
        'Unknown' as cpt_description,
        'Unknown' as procedure_category_name
),

final as (
    select
        {{ dbt.cast("procedure_key", "integer") }} as procedure_key,
        {{ dbt.cast("cpt_code", "varchar(10)") }} as cpt_code,
        {{ dbt.cast("cpt_description", "varchar(255)") }} as cpt_description,
        {{ dbt.cast("procedure_category_name", "varchar(100)") }}
            as procedure_category_name
    from members
)

select * from final
