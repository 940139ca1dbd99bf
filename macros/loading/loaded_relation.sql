{#
    The table of a model as the last load left it, without making the caller depend on
    the model: for looking up what was there before this run replaces it. None if there
    is no such table yet.

        {% set bridge = loaded_relation("bridge_encounter_diagnosis") %}
#}
{% macro loaded_relation(model_name) -%}
    {%- if not execute -%}{{ return(none) }}{%- endif -%}
    {%- set node = graph.nodes.get("model." ~ project_name ~ "." ~ model_name) -%}
    {%- if not node -%}
        {{ exceptions.raise_compiler_error("there is no model " ~ model_name) }}
    {%- endif -%}
    {%- set relation = adapter.get_relation(
        database=node.database, schema=node.schema, identifier=node.alias
    ) -%}
    {{ return(relation if relation is not none and relation.is_table else none) }}
{%- endmacro %}
