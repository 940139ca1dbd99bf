{#
    No two rows agree in all of these columns. A null is a value like any other.

        - unique_combination:
            arguments:
              column_names: [encounter_key, diagnosis_sequence]
#}
{% test unique_combination(model, column_names) %}
select
    {{ column_names | join(",\n    ") }},
    count(*) as row_count
from {{ model }}
group by
    {{ column_names | join(",\n    ") }}
having count(*) > 1
{% endtest %}
