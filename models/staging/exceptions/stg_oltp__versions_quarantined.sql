{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_touched"}
) }}

-- One row per row of the logs of patients and providers whose patient or provider the
-- source does not have: orphans, which a database with foreign keys never holds.

{% set logs = [
    ("patient_versions", "patient_version_id", "patient_id", "patients"),
    ("provider_versions", "provider_version_id", "provider_id", "providers")
] %}

with orphans as (
    {% for log, version_key, entity_key, entities in logs %}
        select
            '{{ log }}' as table_name,
            {{ log }}.{{ version_key }} as row_id,
            'orphan' as reason
        from {{ source("oltp", log) }} as {{ log }}
        left join {{ source("oltp", entities) }} as {{ entities }}
            on {{ log }}.{{ entity_key }} = {{ entities }}.{{ entity_key }}
        where {{ entities }}.{{ entity_key }} is null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from orphans
{{ where_changed("stg_oltp__rows_touched") }}
