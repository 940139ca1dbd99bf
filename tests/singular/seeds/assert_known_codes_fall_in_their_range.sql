-- Codes at the edges of chapters and categories, and those that end in a letter.
with known_codes as (
    select *
    from {{ literal_rows(["code_system", "code", "expected_name"], [
        ["'icd10'", "'A00'", "'Certain infectious and parasitic diseases'"],
        ["'icd10'", "'C7A'", "'Neoplasms'"],
        ["'icd10'", "'D49'", "'Neoplasms'"],
        ["'icd10'", "'E11'", "'Endocrine, nutritional and metabolic diseases'"],
        ["'icd10'", "'H59'", "'Diseases of the eye and adnexa'"],
        ["'icd10'", "'H60'", "'Diseases of the ear and mastoid process'"],
        ["'icd10'", "'O9A'", "'Pregnancy, childbirth and the puerperium'"],
        ["'icd10'", "'U07'", "'Codes for special purposes'"],
        ["'digit'", "'00100'", "'Anesthesia'"],
        ["'digit'", "'27447'", "'Surgery on bones, joints and muscles'"],
        ["'digit'", "'59400'", "'Pregnancy and delivery care'"],
        ["'digit'", "'71046'", "'Diagnostic imaging'"],
        ["'digit'", "'80053'", "'Laboratory and pathology'"],
        ["'digit'", "'90471'", "'Vaccination'"],
        ["'digit'", "'90837'", "'Mental health care'"],
        ["'digit'", "'93000'", "'Heart tests and treatment'"],
        ["'digit'", "'96374'", "'Infusion and injection'"],
        ["'digit'", "'97110'", "'Physical rehabilitation'"],
        ["'digit'", "'99213'", "'Office visits'"],
        ["'digit'", "'99222'", "'Hospital visits'"],
        ["'digit'", "'99285'", "'Emergency visits'"],
        ["'digit'", "'99291'", "'Critical care'"],
        ["'digit'", "'99396'", "'Preventive visits and counseling'"],
        ["'digit'", "'99495'", "'Care management'"],
        ["'digit'", "'G0439'", "'Medicare-specific services'"],
        ["'digit'", "'J1885'", "'Drugs administered'"],
        ["'F'", "'1036F'", "'Quality measures'"],
        ["'T'", "'0100T'", "'Emerging technology'"],
        ["'U'", "'0001U'", "'Laboratory and pathology'"]
    ]) }}
),

ranges as (
    select
        'icd10' as code_system,
        first_category_code as first_code,
        last_category_code as last_code,
        icd10_chapter_name as range_name
    from {{ ref("icd10_chapters") }}
    union all
    select
        code_ending as code_system,
        first_code,
        last_code,
        procedure_category_name as range_name
    from {{ ref("procedure_categories") }}
),

final as (
    select
        known_codes.code,
        known_codes.expected_name,
        ranges.range_name
    from known_codes
    left join ranges
        on
            known_codes.code_system = ranges.code_system
            and known_codes.code between ranges.first_code and ranges.last_code
    where {{ is_distinct_from("known_codes.expected_name", "ranges.range_name") }}
)

select * from final
