{#
    Condition that a regular expression matches anywhere in a text; null for null.

        where {{ regexp_matches("postal_code", "^[0-9]{5}$") }}
        where regexp_matches(postal_code, '^[0-9]{5}$')     on DuckDB
        where (postal_code regexp '^[0-9]{5}$')             on MySQL, MariaDB and Spark

    Patterns as for regexp_replace: no backslash, no quote.
#}
{% macro regexp_matches(subject, pattern) -%}
    {%- if "\\" in pattern or "'" in pattern -%}
        {{ exceptions.raise_compiler_error(
            "regexp_matches takes no backslash and no quote in its pattern, got: "
            ~ pattern
        ) }}
    {%- endif -%}
    {{ return(adapter.dispatch("regexp_matches")(subject, pattern)) }}
{%- endmacro %}

{% macro default__regexp_matches(subject, pattern) -%}
    ({{ subject }} regexp '{{ pattern }}')
{%- endmacro %}

{% macro duckdb__regexp_matches(subject, pattern) -%}
    regexp_matches({{ subject }}, '{{ pattern }}')
{%- endmacro %}
