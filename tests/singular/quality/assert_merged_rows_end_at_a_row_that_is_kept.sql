-- What stands for a merged row is not merged itself: a person registered several times
-- ends at one registration, a claim sent several times at one claim. The surviving
-- patient is loaded; the surviving claim too, unless its encounter is quarantined.

with merges as (
    select * from {{ ref("quality_merges") }}
),

patients as (
    select * from {{ ref("stg_oltp__patients") }}
),

dimension as (
    select * from {{ ref("dim_patient") }}
)

select
    'merged into a merged row' as fault,
    merges.table_name,
    merges.row_id
from merges
inner join merges as survivors
    on
        merges.table_name = survivors.table_name
        and merges.survivor_row_id = survivors.row_id
union all
select
    'survivor is not loaded' as fault,
    merges.table_name,
    merges.row_id
from merges
left join patients
    on merges.survivor_row_id = patients.patient_id
where merges.table_name = 'patients' and patients.patient_id is null
union all
select
    'version is not in the star' as fault,
    merges.table_name,
    merges.row_id
from merges
left join dimension
    on
        merges.survivor_row_id = dimension.patient_key
        and dimension.is_current = 1
where merges.table_name = 'patient_versions' and dimension.patient_key is null
