{#
    The columns by which replace_changed finds a row again in the table of the model that
    is being built, to write it only if it differs: the primary key of the model's contract
    or, without one, its unique index. None on an engine that does not look for such rows.

        {{ row_key() }}
        ["encounter_key", "diagnosis_key", "procedure_key"]
#}
{% macro row_key() -%}
    {{ return(adapter.row_key(model) if keeps_equal_rows() else []) }}
{%- endmacro %}
