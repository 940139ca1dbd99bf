{#
    The state of a claim as Paid, Pending or Denied; null if not recognised.

        {{ clean_claim_status("claim_status") }}    'in process' becomes 'Pending'
#}
{% macro clean_claim_status(expression) -%}
    {{ canonical_word(expression, {
        "Paid": ["p", "pd", "payed", "paidinfull", "settled", "approved"],
        "Pending": [
            "pend", "pended", "open", "submitted", "inprocess", "inprogress",
            "processing", "inreview", "underreview", "pendingreview"
        ],
        "Denied": [
            "d", "dn", "deny", "denial", "reject", "rejected", "refused", "declined"
        ]
    }) }}
{%- endmacro %}
