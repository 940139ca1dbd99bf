-- Each generic test runs on rows that are right and on rows with one kind of fault, and
-- must report none of the former and the given number of the latter.
{% set columns = ["patient_id", "valid_from", "valid_to", "is_current"] -%}
{%- set first = dbt.cast("'1900-01-01 00:00:00'", "timestamp") -%}
{%- set march_1 = dbt.cast("'2024-03-01 08:00:00'", "timestamp") -%}
{%- set march_2 = dbt.cast("'2024-03-02 08:00:00'", "timestamp") -%}
{%- set forever = dbt.cast("'9999-12-31 00:00:00'", "timestamp") -%}
{%- set pairs = ["a", "b"] -%}
{%- set numbers = literal_rows(["a", "b"], [[1, 10], [2, 20], ["null", 30]]) -%}
{%- set texts = literal_rows(["a"], [["'12'"], ["'1x'"], ["null"]]) -%}
{%- set cases = [
    (test_unique_combination(literal_rows(pairs, [[1, 1], [1, 2], [2, 1]]), pairs), 0),
    (test_unique_combination(literal_rows(pairs, [[1, 1], [1, 1], [2, 1]]), pairs), 1),
    (test_unique_combination(literal_rows(pairs, [
        [1, "null"], [1, "null"]
    ]), pairs), 1),
    (test_contiguous_versions(literal_rows(columns, [
        [1, first, march_1, 0], [1, march_1, forever, 1], [2, first, forever, 1]
    ]), "patient_id"), 0),
    (test_contiguous_versions(literal_rows(columns, [
        [1, first, march_1, 0], [1, march_2, forever, 1]
    ]), "patient_id"), 1),
    (test_contiguous_versions(literal_rows(columns, [
        [1, first, march_2, 0], [1, march_1, forever, 1]
    ]), "patient_id"), 1),
    (test_contiguous_versions(literal_rows(columns, [
        [1, first, march_1, 1], [1, march_1, forever, 1]
    ]), "patient_id"), 1),
    (test_contiguous_versions(literal_rows(columns, [
        [1, first, march_1, 1]
    ]), "patient_id"), 1),
    (test_contiguous_versions(literal_rows(columns, [
        [1, first, forever, 0]
    ]), "patient_id"), 1),
    (test_contiguous_versions(literal_rows(columns, [
        [1, march_1, march_1, 0], [1, march_1, forever, 1]
    ]), "patient_id"), 1),
    (test_weights_sum_to_one(literal_rows(pairs, [
        [1, "0.33333334"], [1, "0.33333333"], [1, "0.33333333"], [2, "1.00000000"]
    ]), "b", "a"), 0),
    (test_weights_sum_to_one(literal_rows(pairs, [
        [1, "0.33333333"], [1, "0.33333333"], [1, "0.33333333"], [2, "1.00000000"]
    ]), "b", "a"), 1),
    (test_weights_sum_to_one(literal_rows(pairs, [
        [1, "1.0"], [1, "null"]
    ]), "b", "a"), 1),
    (test_equal_sum(numbers, "a", to=literal_rows(["c"], [[3]]), field="c"), 0),
    (test_equal_sum(numbers, "a", to=literal_rows(["c"], [["3.01"]]), field="c"), 1),
    (test_equal_sum(
        numbers, "a", to=numbers, field="b / 10", to_condition="b < 30"
    ), 0),
    (test_equal_sum(literal_rows(["c"], [["null"]]), "c", to=numbers, field="b"), 1),
    (test_equal_row_count(numbers, to=literal_rows(["c"], [[1], [2], [3]])), 0),
    (test_equal_row_count(numbers, to=literal_rows(["c"], [[1], [2]])), 1),
    (test_equal_row_count(numbers, to=numbers, to_condition="b > 10"), 1),
    (test_within_range(numbers, "b", minimum=10, maximum=30), 0),
    (test_within_range(numbers, "b", minimum=11), 1),
    (test_within_range(numbers, "b", maximum=15), 2),
    (test_within_range(numbers, "a", minimum=1), 0),
    (test_not_before(numbers, "b", earlier_column="a"), 0),
    (test_not_before(numbers, "a", earlier_column="b"), 2),
    (test_always_true(numbers, condition="b >= 10"), 0),
    (test_always_true(numbers, condition="b > 10"), 1),
    (test_always_true(numbers, condition="a > 0"), 1),
    (test_matching_pattern(texts, "a", pattern="^[0-9x]+$"), 0),
    (test_matching_pattern(texts, "a", pattern="^[0-9]+$"), 1)
] -%}
{%- set counts = [] -%}
{%- for query, expected in cases -%}
    {%- do counts.append(
        ("(select count(*) from (" ~ query ~ ") as faults)", expected)
    ) -%}
{%- endfor -%}
{{ unexpected_values(counts) }}
