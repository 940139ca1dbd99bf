{#
    Increments of a partitioned table on Spark: only the partitions that a change reaches
    are written, not the whole table.

        {{ config(…, partition_by="calendar_month") }}

    The new partitions are written into a work table first. When it is complete, it has
    all that is left to do: its rows, and in a property the partitions that lost their last
    row. So what a kill leaves half-way, finish_tables does once more from the beginning,
    with the same result.
#}

{#-
    Whether the live table can be changed by partitions: it has the partitions and the
    columns that the model says.
-#}
{% macro spark_fits_partitions(existing_relation, sql) -%}
    {%- set column = config.get("partition_by") -%}
    {%- if not column -%}{{ return(false) }}{%- endif -%}
    {%- set described = run_query("describe table " ~ existing_relation).rows
        | map(attribute=0) | list -%}
    {%- set header = "# Partition Information" -%}
    {%- if header not in described or described[-1] != column -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set existing = described[:described.index(header)] -%}
    {%- set names = get_column_schema_from_query(sql) | map(attribute="name") | list -%}
    {{ return(existing | sort == names | sort) }}
{%- endmacro %}

{% macro spark_overwrite_partitions(live, sql) -%}
    {%- set column = config.get("partition_by") -%}
    {%- set fresh = spark_work_table(live, "fresh") -%}
    {%- call statement("main") -%}
        {{ create_table_as(False, fresh, sql) }}
    {%- endcall -%}
    {%- set before = run_query(
        "select distinct " ~ column ~ " from " ~ live ~ " as kept where "
        ~ spark_is_replaced(fresh)
    ).columns[0].values() | list -%}
    {%- set after = run_query("select distinct " ~ column ~ " from " ~ fresh)
        .columns[0].values() | list -%}
    {%- set reached = (before + after) | unique | list -%}
    {%- if reached -%}
        {%- set names = adapter.get_columns_in_relation(live)
            | map(attribute="name") | join(", ") -%}
        {%- set literals = [] -%}
        {%- for value in reached -%}{%- do literals.append(sql_literal(value)) -%}{%- endfor -%}
        {%- set work = spark_work_table(live, "partitions") -%}
        {%- do run_query(
            "create table " ~ work ~ " using parquet partitioned by (" ~ column ~ ")"
            ~ " tblproperties ('reached' = " ~ sql_literal(tojson(reached)) ~ ")"
            ~ " as select " ~ names ~ " from " ~ live ~ " as kept where kept." ~ column
            ~ " in (" ~ literals | join(", ") ~ ") and not " ~ spark_is_replaced(fresh)
            ~ " union all select " ~ names ~ " from " ~ fresh
        ) -%}
        {%- do spark_put_partitions_in_place(work, live) -%}
    {%- endif -%}
    {%- do adapter.drop_relation(fresh) -%}
{%- endmacro %}

{#- Writes the partitions of a complete work table over those of the live one. -#}
{% macro spark_put_partitions_in_place(work, live) -%}
    {%- set columns = adapter.get_columns_in_relation(live)
        | map(attribute="name") | list -%}
    {%- set column = columns[-1] -%}
    {%- set reached = fromjson(
        run_query("show tblproperties " ~ work ~ " ('reached')").rows[0][1]
    ) -%}
    {%- set present = run_query("select distinct " ~ column ~ " from " ~ work)
        .columns[0].values() | list -%}
    {%- do run_query("set spark.sql.sources.partitionOverwriteMode = dynamic") -%}
    {%- do run_query(
        "insert overwrite table " ~ live ~ " partition (" ~ column ~ ")"
        ~ " select " ~ columns | join(", ") ~ " from " ~ work
    ) -%}
    {%- for value in reached if value not in present -%}
        {%- do run_query(
            "alter table " ~ live ~ " drop if exists partition ("
            ~ column ~ " = " ~ sql_literal(value) ~ ")"
        ) -%}
    {%- endfor -%}
    {%- do adapter.drop_relation(work) -%}
{%- endmacro %}
