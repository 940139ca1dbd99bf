{#
    Every value lies between two bounds, both inclusive and each optional. Null passes.

        - within_range:
            arguments:
              minimum: 0
              maximum: 1
#}
{% test within_range(model, column_name, minimum=none, maximum=none) %}
{%- if minimum is none and maximum is none -%}
    {{ exceptions.raise_compiler_error(
        "within_range needs a minimum or a maximum for " ~ column_name
    ) }}
{%- endif %}
select {{ column_name }}
from {{ model }}
where
    1 = 0
    {%- if minimum is not none %}
    or {{ column_name }} < {{ minimum }}
    {%- endif %}
    {%- if maximum is not none %}
    or {{ column_name }} > {{ maximum }}
    {%- endif %}
{% endtest %}
