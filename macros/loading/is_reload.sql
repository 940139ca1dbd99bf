{#
    Whether the load that is under way takes everything anew.

        {% if is_reload() %} … {% endif %}
#}
{% macro is_reload() -%}
    {{ return(reload_reason() is not none) }}
{%- endmacro %}
