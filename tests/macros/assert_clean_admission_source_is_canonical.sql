{%- set cases = [] -%}
{%- for spelling, expected in [
    ("Emergency Department", "Emergency Department"),
    ("emergency department", "Emergency Department"),
    ("ED", "Emergency Department"),
    ("er", "Emergency Department"),
    ("Emergency Room", "Emergency Department"),
    ("Physician Referral", "Physician Referral"),
    ("PHYSICIAN REFERRAL", "Physician Referral"),
    ("referral", "Physician Referral"),
    ("clinic referral", "Physician Referral"),
    ("Transfer", "Transfer"),
    ("transferred", "Transfer"),
    ("hospital transfer", "Transfer"),
    ("Transfer from Hospital", "Transfer"),
    ("Birth", "Birth"),
    ("birth", "Birth"),
    ("born", "Birth"),
    ("newborn", "Birth")
] -%}
    {%- do cases.append(
        (clean_admission_source("'" ~ spelling ~ "'"), "'" ~ expected ~ "'")
    ) -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "varchar(10)") -%}
{%- do cases.extend([
    (clean_admission_source("' Court  order '"), "'Court order'"),
    (clean_admission_source("''"), "null"),
    (clean_admission_source(missing), "null")
]) -%}
{{ unexpected_values(cases) }}
