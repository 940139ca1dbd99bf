{#
    A condition holds for every row. A condition that is null fails.

        - always_true:
            arguments:
              condition: paid_amount <= allowed_amount
#}
{% test always_true(model, condition) %}
select *
from {{ model }}
where case when {{ condition }} then 0 else 1 end = 1
{% endtest %}
