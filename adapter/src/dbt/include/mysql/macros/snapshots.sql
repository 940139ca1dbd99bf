{% macro mysql__snapshot_hash_arguments(args) -%}
  {% set parts = [] %}
  {% for arg in args %}{% do parts.append("coalesce(cast(" ~ arg ~ " as char), '')") %}{% endfor %}
  {{ dbt.hash("concat_ws('|', " ~ parts | join(', ') ~ ")") }}
{%- endmacro %}

{% macro mysql__snapshot_string_as_time(timestamp) %}
  {{ return("cast('" ~ timestamp ~ "' as datetime(6))") }}
{% endmacro %}

{#- dbt's own, whose comments lack the space that MySQL wants after the dashes. #}
{% macro mysql__snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {{ default__snapshot_staging_table(strategy, source_sql, target_relation) | replace('--avoid', '-- avoid') }}
{%- endmacro %}

{% macro mysql__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set columns = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() -%}
  {%- set valid_to = 'DBT_INTERNAL_DEST.' ~ columns.dbt_valid_to -%}
  {%- set current = config.get('dbt_valid_to_current') -%}
  {%- set names = insert_cols | join(', ') -%}
  start transaction;
  update {{ target.render() }} as DBT_INTERNAL_DEST
  join {{ source.render() }} as DBT_INTERNAL_SOURCE
    on DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ columns.dbt_scd_id }}
  set {{ valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
  where DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
    and ({{ valid_to }} is null {% if current %}or {{ valid_to }} = {{ current }}{% endif %});
  insert into {{ target.render() }} ({{ names }})
  select {{ names }} from {{ source.render() }} as DBT_INTERNAL_SOURCE
  where DBT_INTERNAL_SOURCE.dbt_change_type = 'insert';
  commit
{%- endmacro %}

{% macro mysql__post_snapshot(staging_relation) %}
  {% do adapter.drop_relation(staging_relation) %}
  {% do mysql_analyze(this) %}
{% endmacro %}
