-- A code in two ranges would double its row in dim_diagnosis or dim_procedure.
with ranges as (
    select
        'icd10' as code_system,
        first_category_code as first_code,
        last_category_code as last_code
    from {{ ref("icd10_chapters") }}
    union all
    select
        code_ending as code_system,
        first_code,
        last_code
    from {{ ref("procedure_categories") }}
),

final as (
    select
        lower_ranges.code_system,
        lower_ranges.first_code,
        lower_ranges.last_code,
        upper_ranges.first_code as next_first_code
    from ranges as lower_ranges
    inner join ranges as upper_ranges
        on
            lower_ranges.code_system = upper_ranges.code_system
            and lower_ranges.first_code < upper_ranges.first_code
            and lower_ranges.last_code >= upper_ranges.first_code
)

select * from final
union all
select
    code_system,
    first_code,
    last_code,
    null as next_first_code
from ranges
where first_code > last_code
