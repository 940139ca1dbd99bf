{#
    A table for a test that runs a statement for real, with the given rows and of its own
    name in the target's schema; one of that name is replaced. The test drops it at its end.

        {% set held = scratch_table("delete_listed_rows", ["first_key"], [("1",), ("2",)]) %}

    Columns and rows are those of literal_rows.
#}
{% macro scratch_table(name, columns, rows) -%}
    {%- set table = api.Relation.create(
        database=target.database, schema=target.schema, identifier=name, type="table"
    ) -%}
    {%- do adapter.create_schema(table.without_identifier()) -%}
    {%- do adapter.drop_relation(table) -%}
    {%- do run_query(
        "create table " ~ table ~ " as select * from " ~ literal_rows(columns, rows)
    ) -%}
    {{ return(table) }}
{%- endmacro %}
