-- A source row is loaded, merged or quarantined: no row has two of these ends, and as
-- quality_reconciliation counts, none has no end.

{% set tables = [
    ("patients", "patient_id"),
    ("patient_versions", "patient_version_id"),
    ("provider_versions", "provider_version_id"),
    ("diagnoses", "diagnosis_id"),
    ("procedures", "procedure_id"),
    ("encounters", "encounter_id"),
    ("encounter_diagnoses", "encounter_diagnosis_id"),
    ("encounter_procedures", "encounter_procedure_id"),
    ("billing", "billing_id")
] %}

with kept_out as (
    select
        table_name,
        row_id
    from {{ ref("quality_merges") }}
    union all
    select
        table_name,
        row_id
    from {{ ref("quality_quarantined_rows") }}
)

select
    'merged and quarantined' as fault,
    table_name,
    row_id
from kept_out
group by table_name, row_id
having count(*) > 1
{% for table_name, key in tables %}
    union all
    select
        'loaded and kept out' as fault,
        kept_out.table_name,
        kept_out.row_id
    from kept_out
    inner join {{ ref("stg_oltp__" ~ table_name) }} as loaded
        on kept_out.row_id = loaded.{{ key }}
    where kept_out.table_name = '{{ table_name }}'
{% endfor %}
