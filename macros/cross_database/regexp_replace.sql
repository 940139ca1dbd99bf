{#
    Text in which every match of a regular expression is replaced by a literal text.

        {{ regexp_replace("phone", "[^0-9]", "") }}
        regexp_replace(phone, '[^0-9]', '', 'g')    on DuckDB
        regexp_replace(phone, '[^0-9]', '')         on MySQL, MariaDB and Spark

    Letters match in their own case. The engines' dialects share character classes,
    `* + ? |`, groups and anchors; escapes and back references differ, so a backslash
    or a dollar reference is refused: write `[.]` for a dot, `[0-9]` for a digit.
#}
{% macro regexp_replace(subject, pattern, replacement) -%}
    {%- if "\\" in pattern or "'" in pattern -%}
        {{ exceptions.raise_compiler_error(
            "regexp_replace takes no backslash and no quote in its pattern, got: "
            ~ pattern
        ) }}
    {%- endif -%}
    {%- if "\\" in replacement or "$" in replacement or "'" in replacement -%}
        {{ exceptions.raise_compiler_error(
            "regexp_replace takes a literal replacement without backslash, dollar and"
            ~ " quote, got: " ~ replacement
        ) }}
    {%- endif -%}
    {{ return(adapter.dispatch("regexp_replace")(subject, pattern, replacement)) }}
{%- endmacro %}

{% macro default__regexp_replace(subject, pattern, replacement) -%}
    regexp_replace({{ subject }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}

{% macro duckdb__regexp_replace(subject, pattern, replacement) -%}
    regexp_replace({{ subject }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}
