{#
    Whether the command at work changes or judges the warehouse. dbt runs the hooks for
    `dbt source freshness` too, which does neither.

        {% if is_logged_command() %} … {% endif %}
#}
{% macro is_logged_command() -%}
    {{ return(flags.WHICH in ["build", "run", "seed", "snapshot", "test"]) }}
{%- endmacro %}
