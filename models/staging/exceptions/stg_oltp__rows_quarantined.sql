{{ config(materialized="view") }}

-- One row per source row that is kept out, with all its reasons in alphabetical order
-- and its values as the source has them. A claim merged into another of a quarantined
-- encounter is merged, and not here.

{% set tables = [
    ("patient_versions", "patient_version_id", "stg_oltp__versions_quarantined"),
    ("provider_versions", "provider_version_id", "stg_oltp__versions_quarantined"),
    ("diagnoses", "diagnosis_id", "stg_oltp__codes_quarantined"),
    ("procedures", "procedure_id", "stg_oltp__codes_quarantined"),
    ("encounters", "encounter_id", "stg_oltp__encounters_quarantined"),
    (
        "encounter_diagnoses",
        "encounter_diagnosis_id",
        "stg_oltp__encounter_diagnoses_quarantined"
    ),
    (
        "encounter_procedures",
        "encounter_procedure_id",
        "stg_oltp__encounter_procedures_quarantined"
    ),
    ("billing", "billing_id", "stg_oltp__billing_quarantined")
] %}
{% set shared = ["stg_oltp__versions_quarantined", "stg_oltp__codes_quarantined"] %}

with reasons as (
    {% for table_name, key, exceptions_model in tables %}
        {% set exceptions = ref(exceptions_model) %}
        select
            '{{ table_name }}' as table_name,
            {{ "row_id" if exceptions_model in shared else key }} as row_id,
            reason
        from {{ exceptions }}
        {% if exceptions_model in shared %}
            where table_name = '{{ table_name }}'
        {% endif %}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

listed as (
    select
        table_name,
        row_id,
        {{ dbt.listagg("reason", "', '", "order by reason") }} as reasons
    from reasons
    group by table_name, row_id
),

billing_merged as (
    select * from {{ ref("stg_oltp__billing_merged") }}
),

final as (
    {% for table_name, key, _ in tables %}
        select
            listed.table_name,
            listed.row_id,
            listed.reasons,
            {{ row_as_text("source_rows", oltp_columns(table_name)) }}
                as original_values
        from listed
        inner join {{ source("oltp", table_name) }} as source_rows
            on listed.row_id = source_rows.{{ key }}
        {% if table_name == "billing" %}
            left join billing_merged
                on listed.row_id = billing_merged.billing_id
        {% endif %}
        where
            listed.table_name = '{{ table_name }}'
            {% if table_name == "billing" %}
                and billing_merged.billing_id is null
            {% endif %}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
