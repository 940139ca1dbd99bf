{#
    The cases of delete_listed: rows that are listed go, once or more often; others stay,
    and so do rows whose key is null. Of a key of two columns both must be listed in one
    row. Without a key nothing stays.
#}
{%- set rows = [
    ("1", "10"), ("1", "20"), ("2", "10"), ("2", "20"), ("3", "30"), ("null", "40")
] -%}
{%- set list = [("1", "10"), ("1", "10"), ("2", "30"), ("9", "20"), ("null", "50")] -%}
{%- set cases = [
    (["first_key"], ["first_listed"], "330, 40"),
    (["second_key"], ["second_listed"], "40"),
    (["first_key", "second_key"], ["first_listed", "second_listed"],
        "120, 210, 220, 330, 40"),
    ([], [], "none"),
] -%}
{%- set both_keys = "coalesce(first_key, 0) * 100 + second_key" -%}
{%- set compared = [] -%}
{%- for keys, list_keys, expected in cases -%}
    {%- set listed = is_listed(
        keys,
        "(select * from " ~ literal_rows(["first_listed", "second_listed"], list) ~ ")",
        list_keys
    ) -%}
    {%- set left = (
        "select " ~ dbt.cast(both_keys, "varchar(10)") ~ " as both_keys from "
        ~ "(select * from " ~ literal_rows(["first_key", "second_key"], rows) ~ ") as kept "
        ~ "where not " ~ listed
    ) -%}
    {%- do compared.append((
        "(select coalesce(" ~ dbt.listagg("both_keys", "', '", "order by both_keys")
        ~ ", 'none') from (" ~ left ~ ") as left_rows)",
        "'" ~ expected ~ "'"
    )) -%}
{%- endfor -%}
{{ unexpected_values(compared) }}
