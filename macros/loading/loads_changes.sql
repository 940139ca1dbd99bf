{#
    Whether a model loads only what changed, in this run: dbt's is_incremental(), which
    fails where a unit test gives the model no table of its own.

        {% if not loads_changes() %} … {% endif %}
#}
{% macro loads_changes() -%}
    {{ return(this is not none and is_incremental()) }}
{%- endmacro %}
