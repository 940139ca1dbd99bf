-- What stands for a merged row is not merged itself: a person registered several times
-- ends at one registration, a claim sent several times at one claim. The surviving
-- patient is loaded, and the surviving version is the current one in the star.

with merged_rows as (
    select * from {{ ref("quality_merges") }}
),

patients as (
    select * from {{ ref("stg_oltp__patients") }}
),

current_versions as (
    select *
    from {{ ref("dim_patient") }}
    where is_current = 1
)

select
    'merged into a merged row' as fault,
    merged_rows.table_name,
    merged_rows.row_id
from merged_rows
inner join merged_rows as survivors
    on
        merged_rows.table_name = survivors.table_name
        and merged_rows.survivor_row_id = survivors.row_id
union all
select
    'survivor is not loaded' as fault,
    merged_rows.table_name,
    merged_rows.row_id
from merged_rows
left join patients
    on merged_rows.survivor_row_id = patients.patient_id
where merged_rows.table_name = 'patients' and patients.patient_id is null
union all
select
    'version is not in the star' as fault,
    merged_rows.table_name,
    merged_rows.row_id
from merged_rows
left join current_versions
    on merged_rows.survivor_row_id = current_versions.patient_key
where
    merged_rows.table_name = 'patient_versions'
    and current_versions.patient_key is null
