-- A knee is replaced (27447) for arthrosis of the knee (M17), a hip (27130) for
-- arthrosis or fracture of the hip (M16, S72); a joint with an implant (Z96.64, Z96.65)
-- has no arthrosis on that side, neither on that encounter nor later.
with joints as (
    select
        encounter_id,
        patient_id,
        encounter_date,
        side,
        icd10_code,
        case
            when regexp_matches(icd10_code, '^(M17|Z96\.65)') then 'knee'
            else 'hip'
        end as joint
    from coded
    where regexp_matches(icd10_code, '^(M16|M17|Z96\.6[45])')
)

select
    performed.encounter_id,
    performed.cpt_code || ' for ' || performed.principal as problem
from performed
where
    performed.cpt_code in ('27447', '27130')
    and not exists (
        select 1
        from coded
        where
            performed.encounter_id = coded.encounter_id
            and regexp_matches(
                coded.icd10_code,
                case performed.cpt_code when '27447' then '^M17' else '^(M16|S72)' end
            )
    )
union all
select
    later.encounter_id,
    earlier.icd10_code || ' before ' || later.icd10_code as problem
from joints as earlier
inner join joints as later
    on
        earlier.patient_id = later.patient_id
        and earlier.joint = later.joint
        and earlier.side = later.side
        and earlier.encounter_date <= later.encounter_date
where earlier.icd10_code like 'Z96%' and later.icd10_code not like 'Z96%'
