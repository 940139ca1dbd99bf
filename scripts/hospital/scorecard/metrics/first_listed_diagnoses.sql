-- Reasons for visits: share of encounters by their first-listed diagnosis. Hypertension
-- is I10-I16, chest pain R07 without sore throat (R07.0), abdominal pain R10, injury or
-- poisoning chapter S00-T88. A chronic condition is a code of lasting disease.
with listed as (
    select
        visits.encounter_type,
        visits.age,
        coalesce(visits.principal, '') as principal,
        chronic_codes.icd10_code is not null as is_chronic
    from visits
    left join chronic_codes
        on visits.principal = chronic_codes.icd10_code
)

select
    'hypertension, outpatient, 18+' as measure,
    100.0
    * avg(cast(regexp_matches(principal, '^I1[0-6]') as integer)) as measured_value
from listed
where encounter_type = 'Outpatient' and age >= 18
union all
select
    'chest pain, emergency, 18+' as measure,
    100.0
    * avg(cast(regexp_matches(principal, '^R07\.[1-9]') as integer)) as measured_value
from listed
where encounter_type = 'ER' and age >= 18
union all
select
    'abdominal pain, emergency' as measure,
    100.0 * avg(cast(principal like 'R10%' as integer)) as measured_value
from listed
where encounter_type = 'ER'
union all
select
    'injury or poisoning, emergency' as measure,
    100.0
    * avg(cast(regexp_matches(principal, '^(S|T[0-8])') as integer)) as measured_value
from listed
where encounter_type = 'ER'
union all
select
    'chronic condition, outpatient' as measure,
    100.0 * avg(cast(is_chronic as integer)) as measured_value
from listed
where encounter_type = 'Outpatient'
