-- Counted from fact_inpatient_stays, each step of the waterfall has as many stays, and
-- each specialty as many index stays and returns by every definition, as the answers
-- say.

with stays as (
    select * from {{ ref("fact_inpatient_stays") }}
),

counted as (
    select
        index_reason as counted_name,
        -2 as specialty_key,
        count(*) as counted_rows
    from stays
    group by index_reason
    {% for name, condition in {
        "index stays": "is_index_stay = 1",
        "any return": "is_any_return = 1",
        "inpatient return": "is_inpatient_return = 1",
        "unplanned return": "readmission_reason = 'Readmitted unplanned'",
    }.items() %}
        union all
        select
            '{{ name }}' as counted_name,
            specialty_key,
            count(*) as counted_rows
        from stays
        where {{ condition }}
        group by specialty_key
    {% endfor %}
),

answered as (
    select
        index_reason as counted_name,
        -2 as specialty_key,
        stay_count as answered_rows
    from {{ ref("readmission_waterfall") }}
    {% for name, column in {
        "index stays": "index_stay_count",
        "any return": "any_return_count",
        "inpatient return": "readmitted_stay_count",
        "unplanned return": "unplanned_readmitted_stay_count",
    }.items() %}
        union all
        select
            '{{ name }}' as counted_name,
            specialty_key,
            {{ column }} as answered_rows
        from {{ ref("readmission_rate_by_specialty") }}
    {% endfor %}
),

both_sides as (
    select
        counted_name,
        specialty_key,
        counted_rows,
        0 as answered_rows
    from counted
    union all
    select
        counted_name,
        specialty_key,
        0 as counted_rows,
        answered_rows
    from answered
)

select
    counted_name,
    specialty_key,
    sum(counted_rows) as counted_rows,
    sum(answered_rows) as answered_rows
from both_sides
group by counted_name, specialty_key
having sum(counted_rows) <> sum(answered_rows)
