{#
    The versions of each entity follow each other without gap, overlap or empty version:
    each ends when the next begins; the last one alone is current and never ends, that
    is, at 9999-12-31.

        - contiguous_versions:
            arguments:
              entity_column: patient_id
#}
{% test contiguous_versions(
    model,
    entity_column,
    valid_from_column="valid_from",
    valid_to_column="valid_to",
    is_current_column="is_current"
) %}
with versions as (
    select
        {{ entity_column }} as entity_id,
        {{ valid_from_column }} as version_begin,
        {{ valid_to_column }} as version_end,
        {{ is_current_column }} as version_is_current,
        lead({{ valid_from_column }}) over (
            partition by {{ entity_column }}
            order by {{ valid_from_column }}, {{ valid_to_column }}
        ) as next_version_begin
    from {{ model }}
),

expected_versions as (
    select
        entity_id,
        version_begin,
        version_end,
        version_is_current,
        coalesce(
            next_version_begin,
            {{ dbt.cast("'9999-12-31 00:00:00'", "timestamp") }}
        ) as expected_end,
        case when next_version_begin is null then 1 else 0 end as expected_is_current
    from versions
)

select *
from expected_versions
where
    {{ is_distinct_from("version_end", "expected_end") }}
    or {{ is_distinct_from("version_is_current", "expected_is_current") }}
    or version_begin is null
    or version_begin >= version_end
{% endtest %}
