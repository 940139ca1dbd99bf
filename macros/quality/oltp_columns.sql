{#
    The columns of a table of the OLTP database as its source YAML declares them; none
    while dbt is still reading the project.

        {% for column in oltp_columns("billing") %} … {% endfor %}
#}
{% macro oltp_columns(table_name) -%}
    {%- set columns = [] -%}
    {%- if execute -%}
        {%- for declared in graph.sources.values() -%}
            {%- if declared.source_name == "oltp" and declared.name == table_name -%}
                {%- do columns.extend(declared.columns.keys()) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(columns) }}
{%- endmacro %}
