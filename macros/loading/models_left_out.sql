{#
    The models that a load fills and that are not part of this run, as a list of names:
    empty if the run can complete a load.

        {% set left_out = models_left_out() %}
#}
{% macro models_left_out() -%}
    {%- set left_out = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values()
            if node.resource_type == "model"
            and node.config.incremental_strategy in ("replace_changed", "replace_load")
            and node.unique_id not in selected_resources -%}
            {%- do left_out.append(node.name) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(left_out) }}
{%- endmacro %}
