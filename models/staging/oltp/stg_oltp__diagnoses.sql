-- One row per ICD-10-CM code in use, with the dot.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "diagnoses") }}
),

final as (
    select
        diagnosis_id,
        {{ dbt.cast(clean_icd10_code("icd10_code"), "varchar(10)") }} as icd10_code,
        {{ dbt.cast(
            clean_text("icd10_description"), "varchar(255)"
        ) }} as icd10_description
    from source
)

select * from final
