{%- set cases = [] -%}
{%- for spelling, expected in [
    ("F", "F"),
    ("f", "F"),
    (" f ", "F"),
    ("female", "F"),
    ("FEMALE", "F"),
    ("Woman", "F"),
    ("girl", "F"),
    ("M", "M"),
    ("m", "M"),
    ("male", "M"),
    ("Male ", "M"),
    ("man", "M"),
    ("boy", "M"),
    ("1", "M"),
    ("2", "F"),
    ("W", "F"),
    ("w", "F"),
    ("U", "U"),
    ("u", "U"),
    ("unknown", "U"),
    ("X", "U"),
    ("other", "U"),
    ("?", "U"),
    ("n/a", "U"),
    ("9", "U"),
    ("0", "U")
] -%}
    {%- do cases.append(
        (clean_gender("'" ~ spelling ~ "'"), "'" ~ expected ~ "'")
    ) -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "varchar(10)") -%}
{%- do cases.extend([
    (clean_gender("''"), "'U'"),
    (clean_gender(missing), "'U'")
]) -%}
{{ unexpected_values(cases) }}
