{#
    Text in which single characters are replaced by others, one for one.

        {{ replace_characters("code", {"O": "0", "I": "1"}) }}
        translate(code, 'OI', '01')                         on DuckDB and Spark
        replace(replace(code, 'O', '0'), 'I', '1')          on MySQL and MariaDB

    No character may be both replaced and a replacement, and none a quote or a
    backslash.
#}
{% macro replace_characters(expression, replacements) -%}
    {%- for old, new in replacements.items() -%}
        {%- if (
            old | length != 1 or new | length != 1 or new in replacements
            or old in "'\\" or new in "'\\"
        ) -%}
            {{ exceptions.raise_compiler_error(
                "replace_characters cannot replace " ~ old ~ " by " ~ new
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(adapter.dispatch("replace_characters")(expression, replacements)) }}
{%- endmacro %}

{% macro default__replace_characters(expression, replacements) -%}
    translate(
        {{ expression }},
        '{{ replacements.keys() | join }}',
        '{{ replacements.values() | join }}'
    )
{%- endmacro %}

{% macro mysql__replace_characters(expression, replacements) -%}
    {%- for _ in replacements %}replace({% endfor -%}
    {{ expression }}
    {%- for old, new in replacements.items() %}, '{{ old }}', '{{ new }}'){% endfor -%}
{%- endmacro %}

{% macro mariadb__replace_characters(expression, replacements) -%}
    {{ return(mysql__replace_characters(expression, replacements)) }}
{%- endmacro %}
