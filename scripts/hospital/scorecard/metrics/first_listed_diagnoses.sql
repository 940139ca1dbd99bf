-- Reasons for visits: share of encounters by their first-listed diagnosis. Hypertension
-- is I10-I16, chest pain R07 without sore throat (R07.0), abdominal pain R10, injury or
-- poisoning chapter S00-T88. A chronic reason is a lasting disease of the list below,
-- after the AHRQ indicator of chronic conditions; check-ups, symptoms, infections,
-- injuries, pregnancy, and back or joint pain without a named disease are not.
with listed as (
    select
        encounter_type,
        age,
        coalesce(principal, '') as principal,
        coalesce(
            regexp_matches(
                principal,
                '^(B18|B2[0-4]|C|D4[5-7]|D5[5-8]|D6[03]|D8[0-9]|E0[0-7]|E1[013]|E2|E66\.[0-24-9]|E7[1-9]|E8|F0[1-9]|F[1-5]|F7|F8|F9|G[1-3]|G4[0357]|G6[0-4]|G7|G8[0-3]|H2[56]|H3[3-6]|H4[0-2]|H9[01]|I05|I0[6-9]|I1[0-35]|I2[05]|I27|I3[4-7]|I4[2-9]|I5[01]|I69|I7[0-3]|J3[01]|J4[1-7]|J84|K2[15]|K5[0128]|K7[034]|L2[0]|L40|L70|L93|M0[5-9]|M1[0-35-9]|M3[0-5]|M4[0-35-9]|M5[01]|M79\.7|M8[01]|N18|N19|N25|N40|N80|Q|Z51\.1|Z49|Z99\.2)'
            ),
            false
        ) as is_chronic
    from visits
)

select
    'hypertension, outpatient, 18+' as measure,
    100.0 * avg(cast(regexp_matches(principal, '^I1[0-6]') as integer)) as value
from listed
where encounter_type = 'Outpatient' and age >= 18
union all
select
    'chest pain, emergency, 18+' as measure,
    100.0 * avg(cast(regexp_matches(principal, '^R07\.[1-9]') as integer)) as value
from listed
where encounter_type = 'ER' and age >= 18
union all
select
    'abdominal pain, emergency' as measure,
    100.0 * avg(cast(principal like 'R10%' as integer)) as value
from listed
where encounter_type = 'ER'
union all
select
    'injury or poisoning, emergency' as measure,
    100.0 * avg(cast(regexp_matches(principal, '^(S|T[0-8])') as integer)) as value
from listed
where encounter_type = 'ER'
union all
select
    'chronic condition, outpatient' as measure,
    100.0 * avg(cast(is_chronic as integer)) as value
from listed
where encounter_type = 'Outpatient'
