{%- set cases = [] -%}
{%- for spelling, expected in [
    ("Paid", "Paid"),
    ("PAID", "Paid"),
    (" paid ", "Paid"),
    ("P", "Paid"),
    ("settled", "Paid"),
    ("approved", "Paid"),
    ("PD", "Paid"),
    ("paid in full", "Paid"),
    ("Pending", "Pending"),
    ("pending", "Pending"),
    ("PEND", "Pending"),
    ("open", "Pending"),
    ("submitted", "Pending"),
    ("In Process", "Pending"),
    ("in-progress", "Pending"),
    ("In Review", "Pending"),
    ("Denied", "Denied"),
    ("DENIED", "Denied"),
    ("d", "Denied"),
    ("DENY", "Denied"),
    ("denial", "Denied"),
    ("Rejected", "Denied"),
    ("refused", "Denied"),
    ("declined", "Denied")
] -%}
    {%- do cases.append(
        (clean_claim_status("'" ~ spelling ~ "'"), "'" ~ expected ~ "'")
    ) -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "varchar(10)") -%}
{%- do cases.extend([
    (clean_claim_status("'lost'"), "null"),
    (clean_claim_status("''"), "null"),
    (clean_claim_status(missing), "null")
]) -%}
{{ unexpected_values(cases) }}
