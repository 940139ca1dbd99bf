{#
    The type of a payer as Commercial, Medicare, Medicaid, Other Government or Self-Pay;
    a type that is not recognised stays as it is.

        {{ clean_payer_type("payer_type") }}    'self pay' becomes 'Self-Pay'
#}
{% macro clean_payer_type(expression) -%}
    {{ canonical_word(
        expression,
        {
            "Commercial": ["private", "employer", "marketplace"],
            "Medicare": ["medicareadvantage"],
            "Medicaid": ["chip", "medicaidchip"],
            "Other Government": ["government", "tricare", "va", "veterans"],
            "Self-Pay": ["self", "uninsured", "none", "cash"]
        },
        otherwise=clean_text(expression)
    ) }}
{%- endmacro %}
