-- 30-day all-cause readmission: of index stays (discharged alive, transfers merged, 30
-- days of follow-up in the data) the share whose patient's next inpatient stay begins
-- within 30 days of the discharge. Age, payer and principal diagnosis are those of the
-- index stay's first encounter; maternal is a principal diagnosis of chapter O; an
-- elective hip or knee replacement has CPT 27447 or 27130 and the admission type
-- Elective; private is a commercial payer.
with index_stays as (
    select
        stays.*,
        coalesce(principal, '') like 'O%' as is_maternal
    from stays
    where is_index
),

grouped as (
    select
        age_groups.age_group as measure,
        index_stays.is_readmitted
    from index_stays
    inner join age_groups
        on
            age_groups.gender is null
            and index_stays.age between age_groups.first_age and age_groups.last_age
    union all
    select
        'index ' || condition_codes.condition as measure,
        index_stays.is_readmitted
    from index_stays
    inner join condition_codes
        on regexp_matches(index_stays.principal, condition_codes.pattern)
    union all
    select
        'index elective hip or knee replacement' as measure,
        is_readmitted
    from index_stays
    where is_joint_replacement and admission_type = 'Elective'
    union all
    select
        'maternal, private' as measure,
        is_readmitted
    from index_stays
    where is_maternal and payer_type = 'Commercial'
    union all
    select
        '1-17, not maternal, private' as measure,
        is_readmitted
    from index_stays
    where not is_maternal and payer_type = 'Commercial' and age between 1 and 17
)

select
    measure,
    100.0 * avg(cast(is_readmitted as integer)) as measured_value
from grouped
group by measure
