{#- Work tables are ordinary ones: a query can open a TEMPORARY table only once. #}
{% macro mysql__make_temp_relation(base_relation, suffix) %}
  {{ return(base_relation.incorporate(path={'identifier': adapter.short_name(base_relation.identifier, suffix)}, type='table')) }}
{% endmacro %}

{% macro mysql__make_intermediate_relation(base_relation, suffix) %}
  {{ return(base_relation.incorporate(path={'identifier': adapter.short_name(base_relation.identifier, suffix)})) }}
{% endmacro %}

{% macro mysql__make_backup_relation(base_relation, backup_relation_type, suffix) %}
  {{ return(base_relation.incorporate(path={'identifier': adapter.short_name(base_relation.identifier, suffix)}, type=backup_relation_type)) }}
{% endmacro %}

{% macro mysql__rename_relation(from_relation, to_relation) %}
  {% call statement('rename_relation', auto_begin=False) %}
    rename table {{ from_relation.render() }} to {{ to_relation.render() }}
  {% endcall %}
{% endmacro %}

{% macro mysql__drop_table(relation) -%}
  drop table if exists {{ relation.render() }}
{%- endmacro %}

{% macro mysql__drop_view(relation) -%}
  drop view if exists {{ relation.render() }}
{%- endmacro %}

{% macro mysql__get_rename_table_sql(relation, new_name) -%}
  rename table {{ relation.render() }} to {{ relation.incorporate(path={'identifier': new_name}).render() }}
{%- endmacro %}

{% macro mysql__get_rename_view_sql(relation, new_name) -%}
  {{ mysql__get_rename_table_sql(relation, new_name) }}
{%- endmacro %}

{% macro mysql__get_replace_view_sql(relation, sql) -%}
  {{ mysql__create_view_as(relation, sql) }}
{%- endmacro %}

{% macro mysql__create_view_as(relation, sql) -%}
  {{ config.get('sql_header') or '' }}
  {% if config.get('contract').enforced %}{{ get_assert_columns_equivalent(sql) }}{% endif %}
  create or replace view {{ relation.render() }} as
  {{ sql }}
{%- endmacro %}

{#- A contracted table is declared first and filled by column name; any other takes its query's columns,
    and its unique indexes; a work table has the model's primary key, so that a strategy finds its rows.
    The order of `cluster_by` is asked of the outermost query, because MariaDB drops it in a subquery. #}
{% macro mysql__create_table_as(temporary, relation, sql) -%}
  {%- set cluster_by = config.get('cluster_by') if not temporary %}
  {%- set order_by = 'order by ' ~ get_quoted_csv([cluster_by] if cluster_by is string else cluster_by) if cluster_by %}
  {{ config.get('sql_header') or '' }}
  {% if temporary %}drop table if exists {{ relation.render() }};{% endif %}
  {% if config.get('contract').enforced and not temporary %}
  {{ get_assert_columns_equivalent(sql) }}
  create table {{ relation.render() }}
  {{ get_table_columns_and_constraints() }};
  insert into {{ relation.render() }} ({{ get_quoted_csv(model.columns.values() | map(attribute='name')) }})
  {{ get_select_subquery(sql) }} {{ order_by }}
  {% else %}
  {%- set keys = adapter.index_clauses(config.get('indexes'), declared=True) %}
  {%- set primary_key = adapter.primary_key(model) if temporary %}
  {%- if primary_key %}{% do keys.append('primary key (' ~ get_quoted_csv(primary_key) ~ ')') %}{% endif %}
  create table {{ relation.render() }} {{ '(' ~ keys | join(', ') ~ ')' if keys }} as
  {% if order_by %}select * from ({% endif %}
  {{ sql }}
  {% if order_by %}) as model_subq {{ order_by }}{% endif %}
  {% endif %}
{%- endmacro %}

{% macro mysql__get_select_subquery(sql) %}
  select {{ get_quoted_csv(model.columns.values() | map(attribute='name')) }}
  from (
    {{ sql }}
  ) as model_subq
{% endmacro %}

{#- MySQL's usual way takes a tenth of a second and more, however small the table: a small one is
    copied, which takes a few hundredths. MariaDB has no such cost. #}
{% macro mysql__create_indexes(relation) %}
  {% set all_missing = model.resource_type == 'seed' or config.get('contract').enforced %}
  {% set clauses = [] %}
  {% for clause in adapter.index_clauses(config.get('indexes'), none if all_missing else False) %}
    {% do clauses.append('add ' ~ clause) %}
  {% endfor %}
  {% if clauses %}
    {% set built = load_result('main') %}
    {% if target.type == 'mysql' and built and built.response.rows_affected < 1000 %}
      {% do clauses.append('algorithm = copy') %}
    {% endif %}
    {% do run_query('alter table ' ~ relation.render() ~ ' ' ~ clauses | join(', ')) %}
  {% endif %}
{% endmacro %}

{% macro mysql__get_create_index_sql(relation, index_dict) %}
  {{ return('alter table ' ~ relation.render() ~ ' add ' ~ adapter.index_clauses([index_dict])[0]) }}
{% endmacro %}

{% macro mysql__get_show_indexes_sql(relation) %}
  show index from {{ relation.render() }}
{% endmacro %}

{% macro mysql__get_drop_index_sql(relation, index_name) %}
  drop index {{ adapter.quote(index_name) }} on {{ relation.render() }}
{% endmacro %}

{#- Without fresh statistics the optimizer guesses, and guesses badly. #}
{% macro mysql_analyze(relation) %}
  {% do run_query('analyze table ' ~ relation.render()) %}
{% endmacro %}

{#- The same after so many rows were brought: the server itself keeps up with less than a tenth. #}
{% macro mysql_analyze_grown(relation, row_count) %}
  {% set sql %}
    select table_rows from information_schema.tables
    where table_schema = {{ mysql_literal(relation.schema) }} and table_name = {{ mysql_literal(relation.identifier) }}
  {% endset %}
  {% if row_count * 10 >= run_query(sql).rows[0][0] %}{% do mysql_analyze(relation) %}{% endif %}
{% endmacro %}

{% macro mysql__alter_column_type(relation, column_name, new_column_type) %}
  {% set definition = (adapter.described(relation).columns[column_name] or [''])[0] %}
  {% call statement('alter_column_type') %}
    alter table {{ relation.render() }} modify column {{ adapter.quote(column_name) }} {{ api.Column.translate_type(new_column_type) }}
    {{- ' not null' if ' NOT NULL' in definition }}
  {% endcall %}
{% endmacro %}

{% macro mysql__can_clone_table() %}
  {{ return(True) }}
{% endmacro %}

{% macro mysql__create_or_replace_clone(this_relation, defer_relation) %}
  {% set new = make_intermediate_relation(this_relation) %}
  drop table if exists {{ new }};
  create table {{ new }} like {{ defer_relation.render() }};
  insert into {{ new }} select * from {{ defer_relation.render() }};
  drop table if exists {{ this_relation.render() }};
  rename table {{ new }} to {{ this_relation.render() }}
{% endmacro %}

{% macro mysql_comment(text, most) -%}
  {{ mysql_literal(text[:most]) }}
{%- endmacro %}

{% macro mysql__alter_relation_comment(relation, relation_comment) %}
  {{ return('alter table ' ~ relation.render() ~ ' comment = ' ~ mysql_comment(relation_comment, 2048)) }}
{% endmacro %}

{% macro mysql__alter_column_comment(relation, column_dict) %}
  {% set clauses = mysql_column_comments(adapter.described(relation), column_dict) %}
  {{ return('alter table ' ~ relation.render() ~ ' ' ~ clauses | join(', ') if clauses else '') }}
{% endmacro %}

{#- The clauses that give columns their descriptions; none for those that have them. #}
{% macro mysql_column_comments(described, column_dict) %}
  {% set clauses = [] %}
  {% for name, column in column_dict.items() if column.description %}
    {% for real, (definition, comment) in described.columns.items()
        if real | lower == name | lower and comment != column.description[:1024] %}
      {% set type, check, condition = definition.partition(' CHECK (') %}
      {% do clauses.append('modify column ' ~ adapter.quote(real) ~ ' ' ~ type ~ ' comment ' ~ mysql_comment(column.description, 1024) ~ check ~ condition) %}
    {% endfor %}
  {% endfor %}
  {{ return(clauses) }}
{% endmacro %}

{#- One statement at most, and none where all comments are right, which is the rule after an
    increment. A view has no comments on MySQL. #}
{% macro mysql__persist_docs(relation, model, for_relation, for_columns) %}
  {% set wants_comment = for_relation and config.persist_relation_docs() and model.description %}
  {% set wants_columns = for_columns and config.persist_column_docs() and model.columns %}
  {% if not relation.is_view and (wants_comment or wants_columns) %}
    {% set described, clauses = adapter.described(relation), [] %}
    {% if wants_columns %}
      {% set columns = validate_doc_columns(relation, model.columns, described.columns.keys() | list) %}
      {% do clauses.extend(mysql_column_comments(described, columns)) %}
    {% endif %}
    {% if wants_comment and described.comment != model.description[:2048] %}
      {% do clauses.append('comment = ' ~ mysql_comment(model.description, 2048)) %}
    {% endif %}
    {% if clauses %}
      {% do run_query('alter table ' ~ relation.render() ~ ' ' ~ clauses | join(', ')) %}
    {% endif %}
  {% endif %}
{% endmacro %}
