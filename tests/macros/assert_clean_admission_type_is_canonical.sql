{%- set cases = [] -%}
{%- for spelling, expected in [
    ("Emergency", "Emergency"),
    ("EMERGENCY", "Emergency"),
    ("1", "Emergency"),
    ("emergent", "Emergency"),
    ("Urgent", "Urgent"),
    ("urgent", "Urgent"),
    ("2", "Urgent"),
    ("Elective", "Elective"),
    (" elective ", "Elective"),
    ("3", "Elective"),
    ("planned", "Elective"),
    ("Newborn", "Newborn"),
    ("newborn", "Newborn"),
    ("new born", "Newborn"),
    ("4", "Newborn")
] -%}
    {%- do cases.append(
        (clean_admission_type("'" ~ spelling ~ "'"), "'" ~ expected ~ "'")
    ) -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "varchar(10)") -%}
{%- do cases.extend([
    (clean_admission_type("' Trauma  center '"), "'Trauma center'"),
    (clean_admission_type("''"), "null"),
    (clean_admission_type(missing), "null")
]) -%}
{{ unexpected_values(cases) }}
