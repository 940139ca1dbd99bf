{#- Build a table beside the one it is to replace: data, indexes, comments, statistics. #}
{% macro mysql_build(relation, sql) %}
  {% do mysql_drop_any(relation) %}
  {% call statement('main') %}
    {{ get_create_table_as_sql(False, relation, sql) }}
  {% endcall %}
  {% do create_indexes(relation) %}
  {% do persist_docs(relation, model) %}
  {% do mysql_analyze(relation) %}
{% endmacro %}

{#- Drop what an earlier, broken run may have left, if it has: dbt looked at its start. #}
{% macro mysql_drop_any(relation) %}
  {% set left = load_cached_relation(relation) %}
  {% if left is not none %}{% do adapter.drop_relation(left) %}{% endif %}
{% endmacro %}

{#- Grants belong to a name: they outlive a table, so look for some even where there was none. #}
{% macro mysql_apply_grants(relation, existing_relation) %}
  {% do apply_grants(relation, config.get('grants'), should_revoke=True) %}
  {% if existing_relation is none %}
    {% do apply_grants(relation, config.get('grants'), should_revoke=False) %}
  {% endif %}
{% endmacro %}

{% materialization table, adapter='mysql' %}
  {% set existing_relation = load_cached_relation(this) %}
  {% set target_relation = this.incorporate(type='table') %}
  {% set new_relation = make_intermediate_relation(target_relation) %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% do mysql_build(new_relation, sql) %}
  {% do adapter.swap_relation(new_relation, target_relation) %}
  {% do mysql_apply_grants(target_relation, existing_relation) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{% materialization view, adapter='mysql' %}
  {% set existing_relation = load_cached_relation(this) %}
  {% set target_relation = this.incorporate(type='view') %}
  {% set swap = existing_relation is not none and not existing_relation.is_view %}
  {% set new_relation = make_intermediate_relation(target_relation) if swap else target_relation %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% if swap %}{% do mysql_drop_any(new_relation) %}{% endif %}
  {% call statement('main') %}
    {{ get_create_view_as_sql(new_relation, sql) }}
  {% endcall %}
  {% if swap %}{% do adapter.swap_relation(new_relation, target_relation) %}{% endif %}
  {% do mysql_apply_grants(target_relation, existing_relation) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{% materialization incremental, adapter='mysql' %}
  {% set existing_relation = load_cached_relation(this) %}
  {% set target_relation = this.incorporate(type='table') %}
  {% set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') %}
  {% set strategy = adapter.get_incremental_strategy_macro(context, config.get('incremental_strategy') or 'default') %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% if existing_relation is none or existing_relation.is_view or should_full_refresh() %}
    {% set new_relation = make_intermediate_relation(target_relation) %}
    {% do mysql_build(new_relation, sql) %}
    {% do adapter.swap_relation(new_relation, target_relation) %}
  {% elif increment_is_empty() %}
    {#- dbt wants a statement, and a transaction to commit. #}
    {% call statement('main') %}do 0{% endcall %}
    {% do persist_docs(target_relation, model) %}
  {% else %}
    {% set temp_relation = make_temp_relation(target_relation) %}
    {% call statement('increment') %}
      {{ get_create_table_as_sql(True, temp_relation, sql) }}
    {% endcall %}
    {% if not config.get('contract').enforced %}
      {% do adapter.expand_target_column_types(from_relation=temp_relation, to_relation=target_relation) %}
    {% endif %}
    {% set dest_columns = process_schema_changes(on_schema_change, temp_relation, existing_relation) or adapter.get_columns_in_relation(existing_relation) %}
    {% do mysql_analyze(temp_relation) %}
    {% set arguments = {
      'target_relation': target_relation, 'temp_relation': temp_relation, 'unique_key': config.get('unique_key'),
      'dest_columns': dest_columns,
      'incremental_predicates': config.get('predicates') or config.get('incremental_predicates')
    } %}
    {#- DDL has ended any transaction: the statements of a strategy need their own. #}
    {% call statement('main') %}
      start transaction;
      {{ strategy(arguments) }};
      commit
    {% endcall %}
    {% do adapter.drop_relation(temp_relation) %}
    {% do persist_docs(target_relation, model) %}
    {% do mysql_analyze_grown(target_relation, load_result('increment').response.rows_affected) %}
  {% endif %}
  {% do mysql_apply_grants(target_relation, existing_relation) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{#- Whether an increment has no row to bring and none to take away, so that the table is left as it
    is. A project that can tell has a macro of this name. #}
{% macro increment_is_empty() %}
  {{ return(false) }}
{% endmacro %}

{#- Unique keys of the work table beside those of the target; a key may be an expression. #}
{% macro mysql_keys(unique_key) %}
  {{ return([unique_key] if unique_key is string else unique_key | list if unique_key else []) }}
{% endmacro %}

{% macro mysql_insert(target, source, columns, where='') -%}
  {%- set names = get_quoted_csv(columns | map(attribute='name')) -%}
  insert into {{ target.render() }} ({{ names }})
  select {{ names }} from {{ source.render() }} as DBT_INTERNAL_SOURCE {{ where }}
{%- endmacro %}

{% macro mysql__get_incremental_default_sql(arg_dict) %}
  {{ return(get_incremental_delete_insert_sql(arg_dict) if arg_dict['unique_key'] else get_incremental_append_sql(arg_dict)) }}
{% endmacro %}

{% macro mysql__get_incremental_append_sql(arg_dict) %}
  {{ return(mysql_insert(arg_dict['target_relation'], arg_dict['temp_relation'], arg_dict['dest_columns'])) }}
{% endmacro %}

{% macro mysql__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) %}
  {% set keys = mysql_keys(unique_key) %}
  {% if keys %}
  delete DBT_INTERNAL_DEST from {{ target.render() }} as DBT_INTERNAL_DEST
  join (
    select distinct {% for key in keys %}{{ key }} as __dbt_key_{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ source.render() }} as DBT_INTERNAL_SOURCE
  ) as __dbt_keys on {% for key in keys %}{{ key }} = __dbt_keys.__dbt_key_{{ loop.index }}{{ ' and ' if not loop.last }}{% endfor %}
  {% for predicate in incremental_predicates or [] %}{{ 'where' if loop.first else 'and' }} ({{ predicate }}) {% endfor %};
  {% endif %}
  {{ mysql_insert(target, source, dest_columns) }}
{% endmacro %}

{#- Neither server has MERGE, and `on duplicate key` would need a unique index. #}
{% macro mysql__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) %}
  {% set keys = mysql_keys(unique_key) %}
  {% if not keys %}{{ return(mysql_insert(target, source, dest_columns)) }}{% endif %}
  {% set matches = [] + (incremental_predicates or []) %}
  {% for key in keys %}
    {% do matches.append('DBT_INTERNAL_SOURCE.' ~ key ~ ' = DBT_INTERNAL_DEST.' ~ key) %}
  {% endfor %}
  {% set matched = '(' ~ matches | join(') and (') ~ ')' %}
  {% set update_columns = get_merge_update_columns(config.get('merge_update_columns'), config.get('merge_exclude_columns'), dest_columns) %}
  {% if update_columns %}
  update {{ target.render() }} as DBT_INTERNAL_DEST
  join {{ source.render() }} as DBT_INTERNAL_SOURCE on {{ matched }}
  set {% for column in update_columns %}DBT_INTERNAL_DEST.{{ column }} = DBT_INTERNAL_SOURCE.{{ column }}{{ ', ' if not loop.last }}{% endfor %};
  {% endif %}
  {{ mysql_insert(target, source, dest_columns, 'where not exists (select 1 from ' ~ target.render() ~ ' as DBT_INTERNAL_DEST where ' ~ matched ~ ')') }}
{% endmacro %}

{% macro mysql__get_incremental_microbatch_sql(arg_dict) %}
  {% set target, source = arg_dict['target_relation'], arg_dict['temp_relation'] %}
  {% set time = 'DBT_INTERNAL_DEST.' ~ model.config.event_time %}
  {% set predicates = [] + (arg_dict['incremental_predicates'] or []) %}
  {% if model.batch and model.batch.event_time_start %}
    {% do predicates.append(time ~ " >= '" ~ model.batch.event_time_start.strftime('%Y-%m-%d %H:%M:%S') ~ "'") %}
  {% endif %}
  {% if model.batch and model.batch.event_time_end %}
    {% do predicates.append(time ~ " < '" ~ model.batch.event_time_end.strftime('%Y-%m-%d %H:%M:%S') ~ "'") %}
  {% endif %}
  {% set sql %}
  delete DBT_INTERNAL_DEST from {{ target.render() }} as DBT_INTERNAL_DEST
  {% for predicate in predicates %}{{ 'where' if loop.first else 'and' }} ({{ predicate }}) {% endfor %};
  {{ mysql_insert(target, source, arg_dict['dest_columns']) }}
  {% endset %}
  {{ return(sql) }}
{% endmacro %}

{% materialization seed, adapter='mysql' %}
  {% set existing_relation = load_cached_relation(this) %}
  {% set target_relation = this.incorporate(type='table') %}
  {% set agate_table = load_agate_table() %}
  {% do store_result('agate_table', response='OK', agate_table=agate_table) %}
  {% if existing_relation is not none and existing_relation.is_view %}
    {{ exceptions.raise_compiler_error("Cannot seed to '" ~ existing_relation.render() ~ "', it is a view") }}
  {% endif %}
  {% set rebuild = existing_relation is none or should_full_refresh() %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% if rebuild %}
    {% set new_relation = make_intermediate_relation(target_relation) %}
    {% do mysql_drop_any(new_relation) %}
    {% do mysql_create_seed(new_relation, model, agate_table) %}
    {% set sql = mysql_load_seed(new_relation, model, agate_table) %}
    {% do create_indexes(new_relation) %}
    {% do persist_docs(new_relation, model) %}
    {% do mysql_analyze(new_relation) %}
    {% do adapter.swap_relation(new_relation, target_relation) %}
  {% else %}
    {#- Readers see the old rows until the new ones are there. #}
    {% do adapter.add_query('start transaction; delete from ' ~ target_relation.render(), auto_begin=True) %}
    {% set sql = mysql_load_seed(target_relation, model, agate_table) %}
    {% do adapter.add_query('commit', auto_begin=False) %}
    {% do persist_docs(target_relation, model) %}
    {% do mysql_analyze(target_relation) %}
  {% endif %}
  {% set code, rows = 'CREATE' if rebuild else 'INSERT', agate_table.rows | length %}
  {% call noop_statement('main', code ~ ' ' ~ rows, code, rows) %}
    {{ sql }}
  {% endcall %}
  {% do mysql_apply_grants(target_relation, existing_relation) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{% macro mysql_create_seed(relation, model, agate_table) %}
  {% set overrides = model['config'].get('column_types', {}) %}
  {% call statement('create_seed') %}
    create table {{ relation.render() }} (
      {% for name in agate_table.column_names %}
      {{ adapter.quote(name) }} {{ api.Column.translate_type(overrides.get(name, adapter.convert_type(agate_table, loop.index0))) }}{{ ',' if not loop.last }}
      {% endfor %}
    )
  {% endcall %}
{% endmacro %}

{% macro mysql_load_seed(relation, model, agate_table) %}
  {% set insert = 'insert into ' ~ relation.render() ~ ' (' ~ get_quoted_csv(agate_table.column_names) | replace('%', '%%') ~ ') values ' %}
  {% set row_sql = '(' ~ (['%s'] * (agate_table.column_names | length)) | join(', ') ~ ')' %}
  {% for chunk in agate_table.rows | batch(get_batch_size()) %}
    {% set bindings = [] %}
    {% for row in chunk %}{% do bindings.extend(row) %}{% endfor %}
    {% do adapter.add_query(insert ~ ([row_sql] * (chunk | length)) | join(', '), bindings=bindings, abridge_sql_log=True) %}
  {% endfor %}
  {{ return(insert ~ row_sql) }}
{% endmacro %}

{% macro mysql__get_batch_size() %}
  {{ return(1000) }}
{% endmacro %}
