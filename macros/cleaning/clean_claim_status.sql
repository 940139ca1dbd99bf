{#
    The state of a claim as Paid, Pending or Denied; null if not recognised.

        {{ clean_claim_status("claim_status") }}    'in process' becomes 'Pending'
#}
{% macro clean_claim_status(expression) -%}
    {{ canonical_word(expression, {
        "Paid": ["p", "payed", "settled", "approved"],
        "Pending": [
            "pend", "pended", "open", "submitted", "inprocess", "inprogress",
            "processing"
        ],
        "Denied": ["d", "deny", "denial", "rejected", "refused", "declined"]
    }) }}
{%- endmacro %}
