{%- set cases = [] -%}
{%- for subject, pattern, expected in [
    ("'02134'", "^[0-9]{5}$", "1"),
    ("'021345'", "^[0-9]{5}$", "0"),
    ("'abc'", "b", "1"),
    ("'abc'", "B", "0"),
    ("'abc'", "^(ab|x)c$", "1"),
    ("'a.c'", "a[.]c", "1"),
    ("'abc'", "a[.]c", "0"),
    ("''", "^$", "1"),
    (dbt.cast("null", "varchar(10)"), "a", "null")
] -%}
    {%- set condition = regexp_matches(subject, pattern) -%}
    {%- do cases.append((
        "case when " ~ condition ~ " then 1 when not (" ~ condition ~ ") then 0 end",
        expected
    )) -%}
{%- endfor -%}
{{ unexpected_values(cases) }}
