{#
    How models become tables on Spark. A table of Parquet files knows no transaction, no
    delete and no update, so a table is written whole beside the live one and put in its
    place when it is complete; of one with partitions an increment writes some (partitions).
    dbt-spark's own drops the live one first, and a model that asks what was there before
    could not.

    What a killed run leaves half-way, the next one finishes first: finish_tables.
#}
{% materialization table, adapter="spark" %}
    {%- set target_relation = this.incorporate(type="table") -%}
    {{ run_hooks(pre_hooks) }}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- do spark_put_in_place(target_relation, existing_relation, compiled_code) -%}
    {{ run_hooks(post_hooks) }}
    {{ return({"relations": [target_relation]}) }}
{% endmaterialization %}

{% materialization incremental, adapter="spark" %}
    {%- set target_relation = this.incorporate(type="table") -%}
    {{ run_hooks(pre_hooks) }}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- if (
        existing_relation is none or existing_relation.is_view or should_full_refresh()
    ) -%}
        {%- do spark_put_in_place(target_relation, existing_relation, compiled_code) -%}
    {%- elif increment_is_empty() -%}
        {%- call noop_statement("main", "OK") -%}{%- endcall -%}
    {%- elif spark_fits_partitions(existing_relation, compiled_code) -%}
        {%- do spark_overwrite_partitions(existing_relation, compiled_code) -%}
    {%- else -%}
        {%- do spark_put_in_place(
            target_relation,
            existing_relation,
            spark_kept_and_new(existing_relation, compiled_code)
        ) -%}
    {%- endif -%}
    {{ run_hooks(post_hooks) }}
    {{ return({"relations": [target_relation]}) }}
{% endmaterialization %}

{#-
    Each run has work tables of its own: the files that a killed one has written lie in the
    way of a table of the same name, and no statement removes files without a table.

    next is the whole table that takes the live one's place, partitions are those that are
    to be written over the live one's, and fresh is what the model's query gave.
-#}
{% macro spark_work_table(target_relation, purpose) -%}
    {{ return(target_relation.incorporate(path={
        "identifier": target_relation.identifier ~ "__" ~ purpose ~ "_" ~ invocation_id[:8]
    })) }}
{%- endmacro %}

{% macro spark_put_in_place(target_relation, existing_relation, sql) -%}
    {%- set work = spark_work_table(target_relation, "next") -%}
    {%- call statement("main") -%}
        {{ create_table_as(False, work, sql) }}
    {%- endcall -%}
    {%- if existing_relation is not none -%}
        {%- do adapter.drop_relation(existing_relation) -%}
    {%- endif -%}
    {%- do adapter.rename_relation(work, target_relation) -%}
{%- endmacro %}

{#-
    What a table holds after an increment: its rows that the strategy keeps, and what the
    model's query gives now.
-#}
{% macro spark_kept_and_new(existing_relation, sql) -%}
    {%- set existing = adapter.get_columns_in_relation(existing_relation)
        | map(attribute="name") | list -%}
    {%- set names = [] -%}
    {%- set kept = [] -%}
    {%- for column in get_column_schema_from_query(sql) -%}
        {%- do names.append(column.name) -%}
        {%- do kept.append(
            ("kept." if column.name in existing else "null as ") ~ column.name
        ) -%}
    {%- endfor -%}
    {%- set fresh = "(" ~ sql ~ "\n)" -%}
    select {{ kept | join(", ") }} from {{ existing_relation }} as kept
    where not {{ spark_is_replaced(fresh) }}
    union all
    select {{ names | join(", ") }} from {{ fresh }} as fresh
{%- endmacro %}

{#-
    The condition that the strategy replaces a row of the live table, called kept. See
    replace_changed and replace_load for what they mean.
-#}
{% macro spark_is_replaced(fresh) -%}
    {%- set strategy = config.get("incremental_strategy") -%}
    {%- set key = config.get("unique_key") -%}
    {%- set keys = [key] if key is string else (key or []) | list -%}
    {%- set list = config.get("meta", {}).get("changes") -%}
    {%- set list_key = config.get("meta", {}).get("changes_key") -%}
    {%- if strategy == "replace_changed" and list -%}
        {{ is_listed(keys, ref(list), [list_key] if list_key else keys) }}
    {%- elif strategy == "replace_changed" -%}
        false
    {%- elif strategy == "replace_load" -%}
        {{ is_listed(["load_number"], ref("stg_oltp__loads_opened"), ["load_number"]) }}
    {%- elif strategy == "delete+insert" -%}
        {{ is_listed(keys, fresh, keys) }}
    {%- else -%}
        {{ exceptions.raise_compiler_error(
            "the incremental strategy " ~ strategy ~ " is not known on Spark"
        ) }}
    {%- endif %}
{%- endmacro %}

{#- Parquet files have no constraints; the project's tests hold what they would. -#}
{% macro spark__persist_constraints(relation, model) -%}{%- endmacro %}

{#- dbt-spark's own writes the text None for a missing value, and no quote. -#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set column_types = model["config"].get("column_types", {}) -%}
    {%- set rows = [] -%}
    {%- for row in agate_table.rows -%}
        {%- set values = [] -%}
        {%- for name in agate_table.column_names -%}
            {%- set data_type = column_types.get(
                name, adapter.convert_type(agate_table, loop.index0)
            ) -%}
            {%- do values.append(
                "cast(" ~ sql_literal(row[name]) ~ " as " ~ data_type ~ ")"
            ) -%}
        {%- endfor -%}
        {%- do rows.append("(" ~ values | join(", ") ~ ")") -%}
    {%- endfor -%}
    {%- set sql = "insert into " ~ this.render() ~ " values\n" ~ rows | join(",\n") -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{ return(sql) }}
{%- endmacro %}
