{%- set cases = [] -%}
{%- for spelling, expected in [
    ("Outpatient", "Outpatient"),
    ("OUTPATIENT", "Outpatient"),
    (" outpatient ", "Outpatient"),
    ("out-patient", "Outpatient"),
    ("op", "Outpatient"),
    ("OP", "Outpatient"),
    ("Outpt", "Outpatient"),
    ("ambulatory", "Outpatient"),
    ("Office Visit", "Outpatient"),
    ("clinic", "Outpatient"),
    ("Inpatient", "Inpatient"),
    ("INPATIENT", "Inpatient"),
    ("in-patient", "Inpatient"),
    (" ip ", "Inpatient"),
    ("IP", "Inpatient"),
    ("inpt", "Inpatient"),
    ("Hospitalization", "Inpatient"),
    ("admission", "Inpatient"),
    ("ER", "ER"),
    ("er", "ER"),
    ("E.R.", "ER"),
    ("ed", "ER"),
    ("ED", "ER"),
    ("Emergency", "ER"),
    ("emergency room", "ER"),
    ("Emergency Department", "ER")
] -%}
    {%- do cases.append(
        (clean_encounter_type("'" ~ spelling ~ "'"), "'" ~ expected ~ "'")
    ) -%}
{%- endfor -%}
{%- set missing = dbt.cast("null", "varchar(10)") -%}
{%- do cases.extend([
    (clean_encounter_type("'telehealth'"), "null"),
    (clean_encounter_type("''"), "null"),
    (clean_encounter_type(missing), "null")
]) -%}
{{ unexpected_values(cases) }}
