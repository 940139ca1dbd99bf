{#
    Every text matches a regular expression, as regexp_matches reads it. Null passes.

        - matching_pattern:
            arguments:
              pattern: ^[0-9]{10}$
#}
{% test matching_pattern(model, column_name, pattern) %}
select {{ column_name }}
from {{ model }}
where not {{ regexp_matches(column_name, pattern) }}
{% endtest %}
