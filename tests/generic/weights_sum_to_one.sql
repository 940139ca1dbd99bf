{#
    The weights of each group add up to exactly 1, so that amounts spread by them add up
    to the amounts. A null weight fails.

        - weights_sum_to_one:
            arguments:
              group_column: encounter_key
#}
{% test weights_sum_to_one(model, column_name, group_column) %}
select
    {{ group_column }} as group_key,
    sum({{ column_name }}) as weight_sum
from {{ model }}
group by {{ group_column }}
having sum({{ column_name }}) <> 1 or count(*) <> count({{ column_name }})
{% endtest %}
