{#
    A fingerprint of a small table's rows: equal as long as none of them changes. Columns
    can be left out. Empty while there is no such table, as when the project is only
    parsed or linted.

        {{ content_fingerprint(ref("stg_oltp__payers"), ["load_id"]) }}
        0cc175b9c0f1b6a831c399e269772661
#}
{% macro content_fingerprint(relation, left_out=[]) -%}
    {%- if not execute -%}{{ return("") }}{%- endif -%}
    {%- set found = adapter.get_relation(
        database=relation.database,
        schema=relation.schema,
        identifier=relation.identifier
    ) -%}
    {%- if found is none -%}{{ return("") }}{%- endif -%}
    {%- set texts = [] -%}
    {%- for row in run_query("select * from " ~ relation.render()).rows -%}
        {%- set values = [] -%}
        {%- for name, value in row.items() if name not in left_out -%}
            {%- do values.append(name ~ "=" ~ value) -%}
        {%- endfor -%}
        {%- do texts.append(values | join("|")) -%}
    {%- endfor -%}
    {{ return(local_md5(texts | sort | join("\n"))) }}
{%- endmacro %}
