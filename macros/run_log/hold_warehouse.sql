{#
    on-run-start: takes the warehouse for this run, or stops it with one line that names the
    connection which has it. A publish takes the same lock. The server gives it back when the
    run ends, however it ends; a moment's wait lets the run before, if it was killed, go.

        on-run-start: "{{ hold_warehouse() }}"

    DuckDB needs none: the file is open in one process.
#}
{% macro hold_warehouse() -%}
    {%- if execute and flags.WHICH in ["build", "run", "seed", "snapshot"] -%}
        {{ return(adapter.dispatch("hold_warehouse")()) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__hold_warehouse() -%}
{%- endmacro %}

{% macro mysql__hold_warehouse() -%}
    {%- set holder = adapter.hold_lock("dbt:" ~ target.schema, 3) -%}
    {%- if holder -%}
        {%- do exceptions.raise_compiler_error(
            "another dbt run, publish or rollback of " ~ target.schema
            ~ " is under way (" ~ holder ~ "); wait until it has ended"
        ) -%}
    {%- endif -%}
{%- endmacro %}
