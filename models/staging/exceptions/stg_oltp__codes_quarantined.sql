-- One row per row of diagnoses and procedures whose code, even after cleaning, has not
-- the form of an ICD-10-CM, CPT or HCPCS code: it stands for nothing.

with diagnoses as (
    select
        diagnosis_id,
        {{ clean_icd10_code("icd10_code") }} as icd10_code
    from {{ source("oltp", "diagnoses") }}
),

procedures as (
    select
        procedure_id,
        {{ clean_cpt_code("cpt_code") }} as cpt_code
    from {{ source("oltp", "procedures") }}
),

final as (
    select
        'diagnoses' as table_name,
        diagnosis_id as row_id,
        'unknown_code' as reason
    from diagnoses
    where icd10_code is null or not {{ is_icd10_code("icd10_code") }}
    union all
    select
        'procedures' as table_name,
        procedure_id as row_id,
        'unknown_code' as reason
    from procedures
    where cpt_code is null or not {{ is_cpt_code("cpt_code") }}
)

select * from final
