-- A diagnosis code is used from the day on which it is valid, and its predecessor only
-- before; codes that are no leaves are used at no time.
with successions (icd10_code, valid_from, predecessor) as (
    values
    ('M54.50', date '2021-10-01', 'M54.5'),
    ('M54.51', date '2021-10-01', 'M54.5'),
    ('M54.59', date '2021-10-01', 'M54.5'),
    ('F32.A', date '2021-10-01', null),
    ('I47.10', date '2022-10-01', 'I47.1'),
    ('G20.A1', date '2023-10-01', 'G20'),
    ('J44.89', date '2023-10-01', null),
    ('E66.811', date '2024-10-01', null),
    ('E66.812', date '2024-10-01', null),
    ('E66.813', date '2024-10-01', null)
)

select distinct
    coded.encounter_id,
    coded.icd10_code,
    coded.encounter_date
from coded
inner join successions
    on
        (
            coded.icd10_code = successions.icd10_code
            and cast(coded.encounter_date as date) < successions.valid_from
        )
        or (
            coded.icd10_code = successions.predecessor
            and cast(coded.encounter_date as date) >= successions.valid_from
        )
union all
select
    encounter_id,
    icd10_code,
    encounter_date
from coded
where icd10_code in ('E78.01', 'G35', 'M51.36', 'R10.2', 'E66.81', 'N18.3')
