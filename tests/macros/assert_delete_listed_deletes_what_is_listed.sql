{{ config(enabled=changes_rows_in_place()) }}

{#
    Run for real, on tables of its own, since the macro gives no expression: the rows that
    are listed go, once or more often; others stay, and so do rows whose key is null. Of a
    key of two columns both must be listed in one row. Without a key all rows go. An engine
    that keeps equal rows leaves those that are there anew.
#}
{%- set rows = [
    ("1", "10"), ("1", "20"), ("2", "10"), ("2", "20"), ("3", "30"), ("null", "40")
] -%}
{%- set list = [("1", "10"), ("1", "10"), ("2", "30"), ("9", "20"), ("null", "50")] -%}
{%- set fresh = [("1", "20"), ("2", "70"), ("3", "30")] -%}
{%- set row_key = ["first_key", "second_key"] if keeps_equal_rows() else [] -%}
{%- set cases = [
    (["first_key"], ["first_listed"], [], "3 30, null 40"),
    (["second_key"], ["second_listed"], [], "null 40"),
    (["first_key", "second_key"], ["first_listed", "second_listed"], [],
        "1 20, 2 10, 2 20, 3 30, null 40"),
    ([], [], [], "none"),
    (["first_key"], ["first_listed"], row_key,
        "1 20, 3 30, null 40" if row_key else "3 30, null 40"),
    ([], [], row_key, "1 20, 3 30" if row_key else "none"),
] -%}
{%- set compared = [] -%}
{%- if flags.WHICH in ["test", "build"] and execute -%}
    {%- set held = [] -%}
    {%- for keys, list_keys, row_key, expected in cases -%}
        {%- do held.clear() -%}
        {%- for name, columns, values in [
            ("rows", ["first_key", "second_key"], rows),
            ("list", ["first_listed", "second_listed"], list),
            ("fresh", ["first_key", "second_key"], fresh),
        ] -%}
            {%- do held.append(
                scratch_table("delete_listed_" ~ name, columns, values)
            ) -%}
        {%- endfor -%}
        {%- do run_query(
            delete_listed(held[0], keys, held[1], list_keys, held[2], row_key)
        ) -%}
        {%- set left = [] -%}
        {%- for row in run_query(
            "select first_key, second_key from " ~ held[0] ~ " order by second_key, first_key"
        ).rows -%}
            {%- do left.append(
                (row[0] | int if row[0] is not none else "null") ~ " " ~ row[1] | int
            ) -%}
        {%- endfor -%}
        {%- do compared.append(
            ("'" ~ (left | sort | join(", ") or "none") ~ "'", "'" ~ expected ~ "'")
        ) -%}
    {%- endfor -%}
    {%- for relation in held -%}{%- do adapter.drop_relation(relation) -%}{%- endfor -%}
{%- endif -%}
{{ unexpected_values(compared or [("1", "1")]) }}
