{#
    No value is earlier, or less, than that of another column of the same row. A row in
    which either is null passes.

        - not_before:
            arguments:
              earlier_column: encounter_started_at
#}
{% test not_before(model, column_name, earlier_column) %}
select
    {{ earlier_column }} as earlier_value,
    {{ column_name }} as later_value
from {{ model }}
where {{ column_name }} < {{ earlier_column }}
{% endtest %}
