{%- set cases = [] -%}
{%- for spelling, expected in [
    ("Home", "Home"),
    ("home", "Home"),
    ("Home/Self-Care", "Home"),
    ("routine", "Home"),
    ("Home Health", "Home Health"),
    ("home-health", "Home Health"),
    ("HHA", "Home Health"),
    ("Home Health Care", "Home Health"),
    ("Skilled Nursing Facility", "Skilled Nursing Facility"),
    ("SNF", "Skilled Nursing Facility"),
    ("Rehabilitation", "Rehabilitation"),
    ("rehab", "Rehabilitation"),
    ("IRF", "Rehabilitation"),
    ("Hospice", "Hospice"),
    ("hospice", "Hospice"),
    ("Transfer", "Transfer"),
    ("transferred", "Transfer"),
    ("acute transfer", "Transfer"),
    ("Admitted", "Admitted"),
    ("admit", "Admitted"),
    ("Against Medical Advice", "Against Medical Advice"),
    ("AMA", "Against Medical Advice"),
    ("Left Against Medical Advice", "Against Medical Advice"),
    ("Expired", "Expired"),
    ("EXPIRED", "Expired"),
    ("died", "Expired"),
    ("dead", "Expired"),
    ("deceased", "Expired"),
    ("death", "Expired")
] -%}
    {%- do cases.append(
        (clean_discharge_disposition("'" ~ spelling ~ "'"), "'" ~ expected ~ "'")
    ) -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "varchar(10)") -%}
{%- do cases.extend([
    (clean_discharge_disposition("' Law  enforcement '"), "'Law enforcement'"),
    (clean_discharge_disposition("''"), "null"),
    (clean_discharge_disposition(missing), "null")
]) -%}
{{ unexpected_values(cases) }}
