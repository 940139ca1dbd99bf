{%- set cases = [] -%}
{%- for first_name, second_name, is_same in [
    ("Mary", "Mary", 1),
    ("Mary", "M", 1),
    ("M.", "Mary", 1),
    ("Mary", "Mray", 1),
    ("Mary", "aMry", 1),
    ("Christopher", "Christohper", 1),
    ("Mary", "Marc", 0),
    ("Mary", "Maria", 0),
    ("Mary", "N", 0),
    ("Mary", "Ma", 0),
    ("Mary", "ryMa", 0),
    ("Jan", "Jon", 0),
    ("Mary", "mary", 0)
] -%}
    {%- set condition = is_same_first_name(
        "'" ~ first_name ~ "'", "'" ~ second_name ~ "'"
    ) -%}
    {%- do cases.append(("case when " ~ condition ~ " then 1 else 0 end", is_same)) -%}
{%- endfor -%}
{{ unexpected_values(cases) }}
