{%- set cases = [] -%}
{%- for code, is_one in [
    ("I10", 1), ("E11.65", 1), ("S72.001A", 1), ("C4A.0", 1), ("Z3A.38", 1),
    ("E1165", 0), ("e11.65", 0), ("E11.", 0), ("E11.65432", 0), ("11.65", 0),
    ("NOC.ODE", 0), ("N0C.ODE", 0), ("ZZZ", 0), ("E11 .65", 0), ("", 0)
] -%}
    {%- do cases.append(
        ("case when " ~ is_icd10_code("'" ~ code ~ "'") ~ " then 1 else 0 end", is_one)
    ) -%}
{%- endfor -%}
{%- for code, is_one in [
    ("99213", 1), ("00100", 1), ("01999", 1), ("10004", 1), ("0042T", 1), ("3008F", 1),
    ("G0439", 1), ("J1885", 1), ("L0021", 1), ("V5299", 1),
    ("02000", 0), ("09921", 0), ("9921", 0), ("992133", 0), ("O0100", 0), ("I0100", 0),
    ("W0100", 0), ("9921O", 0), ("9921I", 0), ("9921L", 0), ("g0439", 0), ("", 0)
] -%}
    {%- do cases.append(
        ("case when " ~ is_cpt_code("'" ~ code ~ "'") ~ " then 1 else 0 end", is_one)
    ) -%}
{%- endfor -%}
{%- do cases.extend([
    (dotted_icd10_code("'E1165'"), "'E11.65'"),
    (dotted_icd10_code("'I10'"), "'I10'"),
    (digits_for_letters("'9OIL2'"), "'90112'")
]) -%}
{{ unexpected_values(cases) }}
