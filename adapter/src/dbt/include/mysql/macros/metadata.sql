{% macro mysql__create_schema(relation) %}
  {%- call statement('create_schema') -%}
    create database if not exists {{ relation.without_identifier() }} character set {{ target.charset or 'utf8mb4' }}
    {%- if target.collation %} collate {{ target.collation }}{% endif %};
    use {{ relation.without_identifier() }}
  {%- endcall -%}
{% endmacro %}

{% macro mysql__drop_schema(relation) %}
  {%- call statement('drop_schema') -%}
    drop database if exists {{ relation.without_identifier() }}
  {%- endcall -%}
{% endmacro %}

{% macro mysql__list_schemas(database) %}
  {{ return(run_query('select schema_name as ' ~ adapter.quote('name') ~ ' from information_schema.schemata')) }}
{% endmacro %}

{% macro mysql__check_schema_exists(information_schema, schema) %}
  {{ return(run_query("select count(*) from information_schema.schemata where schema_name = " ~ mysql_literal(schema))) }}
{% endmacro %}

{#- A value as a string literal; a backslash escapes on MySQL. #}
{% macro mysql_literal(value) -%}
  '{{ dbt.escape_single_quotes(value) }}'
{%- endmacro %}

{% macro mysql__list_relations_without_caching(schema_relation) %}
  {% set sql %}
    select null as `database`, table_name as `name`, table_schema as `schema`, case when table_type = 'VIEW' then 'view' else 'table' end as `type`
    from information_schema.tables
    where table_schema = {{ mysql_literal(schema_relation.schema) }}
      and table_type in ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')
  {% endset %}
  {{ return(run_query(sql)) }}
{% endmacro %}

{% macro mysql__get_columns_in_relation(relation) %}
  {% set sql %}
    select column_name as name, data_type as data_type, column_type as column_type,
      character_maximum_length as size, numeric_precision as prec, numeric_scale as scale
    from information_schema.columns
    where table_schema = {{ mysql_literal(relation.schema) }} and table_name = {{ mysql_literal(relation.identifier) }}
    order by ordinal_position
  {% endset %}
  {% set columns = [] %}
  {% for row in run_query(sql) %}
    {% do columns.append(api.Column.from_information_schema(row[0], row[1], row[2], row[3], row[4], row[5])) %}
  {% endfor %}
  {{ return(columns) }}
{% endmacro %}

{#- MariaDB reads only the schema that a condition names with `=`, so ask for one at a time. #}
{% macro mysql__get_catalog(information_schema, schemas) %}
  {% set sql %}
    {% for schema in schemas %}
    {% set name = mysql_literal(schema) %}
    select null as table_database, t.table_schema as table_schema, t.table_name as table_name,
      t.table_type as table_type,
      case when t.table_type <> 'VIEW' then nullif(t.table_comment, '') end as table_comment,
      null as table_owner, c.column_name as column_name, c.ordinal_position as column_index,
      c.column_type as column_type, nullif(c.column_comment, '') as column_comment
    from information_schema.tables as t
    join information_schema.columns as c on c.table_name = t.table_name
    where t.table_schema = {{ name }} and c.table_schema = {{ name }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
    order by table_schema, table_name, column_index
  {% endset %}
  {{ return(run_query(sql)) }}
{% endmacro %}

{% macro mysql__get_relation_last_modified(information_schema, relations) %}
  {% call statement('last_modified', fetch_result=True) %}
    select table_schema as `schema`, table_name as identifier,
      coalesce(update_time, create_time) as last_modified, {{ current_timestamp() }} as snapshotted_at
    from information_schema.tables
    where
    {% for relation in relations %}
      (table_schema = {{ mysql_literal(relation.schema) }} and table_name = {{ mysql_literal(relation.identifier) }})
      {{ 'or' if not loop.last }}
    {% endfor %}
  {% endcall %}
  {{ return(load_result('last_modified')) }}
{% endmacro %}

{% macro mysql__get_show_grant_sql(relation) %}
  select grantee as grantee, privilege_type as privilege_type
  from information_schema.table_privileges
  where table_schema = {{ mysql_literal(relation.schema) }} and table_name = {{ mysql_literal(relation.identifier) }}
{% endmacro %}

{% macro mysql_grantees(grantees) -%}
  {%- for grantee in grantees -%}
    {%- set user, at, host = grantee.rpartition('@') -%}
    {{ mysql_literal(user or host) }}{% if at %}@{{ mysql_literal(host) }}{% endif %}{{ ', ' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}

{% macro mysql__get_grant_sql(relation, privilege, grantees) %}
  grant {{ privilege }} on {{ relation.render() }} to {{ mysql_grantees(grantees) }}
{% endmacro %}

{% macro mysql__get_revoke_sql(relation, privilege, grantees) %}
  revoke {{ privilege }} on {{ relation.render() }} from {{ mysql_grantees(grantees) }}
{% endmacro %}

{#- There is no level above the schema. #}
{% macro mysql__generate_database_name(custom_database_name, node) %}
  {{ return(none) }}
{% endmacro %}
