{#
    The model has as many rows as another one.

        - equal_row_count:
            arguments:
              to: ref('stg_oltp__encounters')
              to_condition: encounter_type = 'Inpatient'

    `to_condition` is optional and says which rows of `to` count.
#}
{% test equal_row_count(model, to, to_condition="1 = 1") %}
with these_rows as (
    select count(*) as row_count
    from {{ model }}
),

other_rows as (
    select count(*) as row_count
    from {{ to }}
    where {{ to_condition }}
)

select
    these_rows.row_count,
    other_rows.row_count as expected_row_count
from these_rows
cross join other_rows
where these_rows.row_count <> other_rows.row_count
{% endtest %}
