-- A pair's rank is one more than the number of pairs with more encounters.

with pairs as (
    select * from {{ ref("top_diagnosis_procedure_pairs") }}
),

counted as (
    select
        encounter_count,
        count(*) as pair_count
    from pairs
    group by encounter_count
),

expected as (
    select
        counted.encounter_count,
        1 + coalesce(sum(larger.pair_count), 0) as pair_rank
    from counted
    left join counted as larger
        on counted.encounter_count < larger.encounter_count
    group by counted.encounter_count
)

select
    pairs.diagnosis_key,
    pairs.procedure_key,
    pairs.pair_rank,
    expected.pair_rank as expected_pair_rank
from pairs
inner join expected
    on pairs.encounter_count = expected.encounter_count
where pairs.pair_rank <> expected.pair_rank
