-- One row per ICD-10-CM code in use, with the dot. What is no code is not here.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "diagnoses") }}
),

codes_quarantined as (
    select * from {{ ref("stg_oltp__codes_quarantined") }}
),

final as (
    select
        source.diagnosis_id,
        {{ dbt.cast(
            clean_icd10_code("source.icd10_code"), "varchar(10)"
        ) }} as icd10_code,
        {{ dbt.cast(
            clean_text("source.icd10_description"), "varchar(255)"
        ) }} as icd10_description
    from source
    left join codes_quarantined
        on
            source.diagnosis_id = codes_quarantined.row_id
            and codes_quarantined.table_name = 'diagnoses'
    where codes_quarantined.row_id is null
)

select * from final
