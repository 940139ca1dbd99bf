{#
    What kind of error a message tells of, and nothing else of it: messages quote values,
    such as the duplicate key, and the run log holds no data of patients. dbt's own class
    stands at the very start; a server's number and state, or DuckDB's class, at the start
    of the second line.

        {{ error_class("Database Error in model x (x.sql)\n  1062 (23000): Duplicate …") }}
        Database Error 1062 (23000)
#}
{% macro error_class(message) -%}
    {%- set pattern -%}
        ^((?:[A-Z][a-z]+ )+Error)(?:[^\n]*\n\s*(\d{1,5} \([0-9A-Z]{5}\)|[A-Z][A-Za-z ]{1,30} Error)(?=:))?
    {%- endset -%}
    {%- set found = modules.re.match(pattern | trim, message or "") -%}
    {%- if not found -%}{{ return("Error") }}{%- endif -%}
    {{ return(found.groups() | select | join(" ")) }}
{%- endmacro %}
