{%- set comparisons = [
    ("1", "1", "0"),
    ("1", "2", "1"),
    ("null", "1", "1"),
    ("1", "null", "1"),
    ("null", "null", "0"),
    ("'a'", "'A'", "1"),
    ("''", "null", "1")
] -%}
{%- set cases = [] -%}
{%- for first_value, second_value, expected in comparisons -%}
    {%- set condition = is_distinct_from(first_value, second_value) -%}
    {%- do cases.append(
        ("case when " ~ condition ~ " then 1 else 0 end", expected)
    ) -%}
{%- endfor -%}
{{ unexpected_values(cases) }}
