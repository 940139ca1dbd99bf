{%- set cases = [] -%}
{%- for spelling, expected in [
    ("Commercial", "Commercial"),
    ("commercial", "Commercial"),
    ("Private", "Commercial"),
    ("employer", "Commercial"),
    ("marketplace", "Commercial"),
    ("Medicare", "Medicare"),
    ("MEDICARE", "Medicare"),
    ("Medicare Advantage", "Medicare"),
    ("Medicaid", "Medicaid"),
    ("medicaid", "Medicaid"),
    ("CHIP", "Medicaid"),
    ("Medicaid/CHIP", "Medicaid"),
    ("Other Government", "Other Government"),
    ("other-government", "Other Government"),
    ("Tricare", "Other Government"),
    ("VA", "Other Government"),
    ("veterans", "Other Government"),
    ("Self-Pay", "Self-Pay"),
    ("self pay", "Self-Pay"),
    ("SelfPay", "Self-Pay"),
    ("self", "Self-Pay"),
    ("uninsured", "Self-Pay"),
    ("cash", "Self-Pay")
] -%}
    {%- do cases.append(
        (clean_payer_type("'" ~ spelling ~ "'"), "'" ~ expected ~ "'")
    ) -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "varchar(10)") -%}
{%- do cases.extend([
    (clean_payer_type("' Church  plan '"), "'Church plan'"),
    (clean_payer_type("''"), "null"),
    (clean_payer_type(missing), "null")
]) -%}
{{ unexpected_values(cases) }}
