{#
    Lower or upper bound of the Wilson score interval, 95 %, of a proportion, as
    decimal(9,6); null without trials. Unlike the textbook interval it stays between 0 and
    1 and means something for few trials (E. B. Wilson, JASA 22, 1927, 209-212).

        {{ wilson_bound("readmitted_stay_count", "index_stay_count", "lower") }}

    With s successes in n trials and z = 1.959964:
    (s + z^2/2 -+ z * sqrt(s * (n - s) / n + z^2/4)) / (n + z^2). Every step is one IEEE
    operation on doubles and the last digit comes from floor(), so engines agree on it.
#}
{% macro wilson_bound(success_count, trial_count, bound) -%}
    {%- if bound not in ("lower", "upper") -%}
        {{ exceptions.raise_compiler_error(
            "wilson_bound takes the bound lower or upper, got: " ~ bound
        ) }}
    {%- endif -%}
    {{ return(adapter.dispatch("wilson_bound")(success_count, trial_count, bound)) }}
{%- endmacro %}

{% macro default__wilson_bound(success_count, trial_count, bound) -%}
    {%- set sign = "-" if bound == "lower" else "+" -%}
    {%- set successes = dbt.cast(success_count, "double") -%}
    {%- set trials = dbt.cast(trial_count, "double") -%}
    {%- set z = dbt.cast("1.959963984540054", "double") -%}
    {%- set proportion -%}
        (
            {{ successes }} + {{ z }} * {{ z }} / 2
            {{ sign }} {{ z }} * sqrt(
                {{ successes }} * ({{ trials }} - {{ successes }}) / {{ trials }}
                + {{ z }} * {{ z }} / 4
            )
        ) / ({{ trials }} + {{ z }} * {{ z }})
    {%- endset -%}
    {%- set millionths = dbt.cast(
        dbt.cast(
            "floor(" ~ proportion ~ " * 1000000 + " ~ dbt.cast("0.5", "double") ~ ")",
            "bigint"
        ),
        "decimal(9,0)"
    ) -%}
    case
        when {{ trial_count }} > 0
            then {{ dbt.cast(millionths ~ " * 0.000001", "decimal(9,6)") }}
    end
{%- endmacro %}
