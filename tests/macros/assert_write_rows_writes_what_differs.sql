{{ config(enabled=changes_rows_in_place()) }}

{#
    Run for real, on tables of its own, since the macro gives no expression: rows that are
    not there yet are inserted. On an engine that keeps equal rows, which is given a row
    key, a row that is there takes the new values, null among them; one that is not
    brought stays. A table may be all key.
#}
{%- set cases = [
    (["row_id"], ["row_id", "amount"], [("1", "10"), ("2", "20"), ("3", "null")],
        [("1", "10"), ("2", "null"), ("4", "40")], "1 10, 2 null, 3 null, 4 40"),
    (["row_id", "amount"], ["row_id", "amount"], [("1", "10"), ("2", "20")],
        [("1", "10"), ("1", "20")], "1 10, 1 20, 2 20"),
] if keeps_equal_rows() else [
    ([], ["row_id", "amount"], [("1", "10")], [("2", "20"), ("1", "10")],
        "1 10, 1 10, 2 20"),
] -%}
{%- set compared = [] -%}
{%- if flags.WHICH in ["test", "build"] and execute -%}
    {%- set held = [] -%}
    {%- for row_key, columns, before, brought, expected in cases -%}
        {%- do held.clear() -%}
        {%- for name, values in [("target", before), ("fresh", brought)] -%}
            {%- do held.append(scratch_table("write_rows_" ~ name, columns, values)) -%}
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
