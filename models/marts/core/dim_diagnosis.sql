-- One row per ICD-10-CM code in use, and the unknown member.
--
-- The category is the code's first three characters; the chapter is the one whose range
-- of categories holds it. A code in no chapter gets chapter 0, Unknown.

with diagnoses as (
    select * from {{ ref("stg_oltp__diagnoses") }}
),

chapters as (
    select * from {{ ref("icd10_chapters") }}
),

categorised_diagnoses as (
    select
        diagnosis_id as diagnosis_key,
        icd10_code,
        icd10_description,
        {{ dbt.cast("substring(icd10_code, 1, 3)", "varchar(3)") }}
            as icd10_category_code
    from diagnoses
),

members as (
    select
        categorised_diagnoses.diagnosis_key,
        categorised_diagnoses.icd10_code,
        categorised_diagnoses.icd10_description,
        categorised_diagnoses.icd10_category_code,
        coalesce(chapters.icd10_chapter_number, 0) as icd10_chapter_number,
        coalesce(chapters.icd10_chapter_name, 'Unknown') as icd10_chapter_name
    from categorised_diagnoses
    left join chapters
        on
            categorised_diagnoses.icd10_category_code
            between chapters.first_category_code and chapters.last_category_code
    union all
    select
        -1 as diagnosis_key,
        'Unknown' as icd10_code,
        'Unknown' as icd10_description,
        'UNK' as icd10_category_code,
        0 as icd10_chapter_number,
        'Unknown' as icd10_chapter_name
),

final as (
    select
        {{ dbt.cast("diagnosis_key", "integer") }} as diagnosis_key,
        {{ dbt.cast("icd10_code", "varchar(10)") }} as icd10_code,
        {{ dbt.cast("icd10_description", "varchar(255)") }} as icd10_description,
        {{ dbt.cast("icd10_category_code", "varchar(3)") }} as icd10_category_code,
        {{ dbt.cast("icd10_chapter_number", "integer") }} as icd10_chapter_number,
        {{ dbt.cast("icd10_chapter_name", "varchar(150)") }} as icd10_chapter_name
    from members
)

select * from final
