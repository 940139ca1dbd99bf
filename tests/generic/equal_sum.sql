{#
    A column adds up to the same exact total as a column of another model; no rows add up
    to zero.

        - equal_sum:
            arguments:
              to: ref('stg_oltp__billing')
              field: claim_amount
              to_condition: claim_status = 'Paid'

    `to_condition` is optional and says which rows of `to` count.
#}
{% test equal_sum(model, column_name, to, field, to_condition="1 = 1") %}
with this_total as (
    select coalesce(sum({{ column_name }}), 0) as total
    from {{ model }}
),

other_total as (
    select coalesce(sum({{ field }}), 0) as total
    from {{ to }}
    where {{ to_condition }}
)

select
    this_total.total,
    other_total.total as expected_total
from this_total
cross join other_total
where this_total.total <> other_total.total
{% endtest %}
