{{ config(enabled=changes_rows_in_place()) }}

{#
    Run for real, on tables of its own, since the macro gives no expression: rows that are
    not there yet are inserted. With a row key, which the servers are given, a row that is
    there takes the new values, null among them; one that is not brought stays. A table
    may be all key.
#}
{%- set with_key = target.type != "duckdb" -%}
{%- set cases = [
    (["row_id"], ["row_id", "amount"], [("1", "10"), ("2", "20"), ("3", "null")],
        [("1", "10"), ("2", "null"), ("4", "40")], "1 10, 2 null, 3 null, 4 40"),
    (["row_id", "amount"], ["row_id", "amount"], [("1", "10"), ("2", "20")],
        [("1", "10"), ("1", "20")], "1 10, 1 20, 2 20"),
] if with_key else [
    ([], ["row_id", "amount"], [("1", "10")], [("2", "20"), ("1", "10")],
        "1 10, 1 10, 2 20"),
] -%}
{%- set compared = [] -%}
{%- if flags.WHICH in ["test", "build"] and execute -%}
    {%- set held = [] -%}
    {%- for name in ["target", "fresh"] -%}
        {%- do held.append(api.Relation.create(
            database=target.database,
            schema=target.schema,
            identifier="write_rows_" ~ name,
            type="table"
        )) -%}
    {%- endfor -%}
    {%- do adapter.create_schema(held[0].without_identifier()) -%}
    {%- for row_key, columns, before, brought, expected in cases -%}
        {%- for relation in held -%}
            {%- do adapter.drop_relation(relation) -%}
            {%- do run_query(
                "create table " ~ relation ~ " as select * from "
                ~ literal_rows(columns, [before, brought][loop.index0])
            ) -%}
        {%- endfor -%}
        {%- if row_key -%}
            {%- do run_query(
                "alter table " ~ held[0] ~ " add primary key ("
                ~ row_key | join(", ") ~ ")"
            ) -%}
        {%- endif -%}
        {%- do run_query(write_rows(held[0], held[1], columns, row_key)) -%}
        {%- set found = [] -%}
        {%- for row in run_query("select row_id, amount from " ~ held[0]).rows -%}
            {%- do found.append(
                (row[0] | int) ~ " " ~ (row[1] | int if row[1] is not none else "null")
            ) -%}
        {%- endfor -%}
        {%- do compared.append(
            ("'" ~ found | sort | join(", ") ~ "'", "'" ~ expected ~ "'")
        ) -%}
    {%- endfor -%}
    {%- for relation in held -%}{%- do adapter.drop_relation(relation) -%}{%- endfor -%}
{%- endif -%}
{{ unexpected_values(compared or [("1", "1")]) }}
