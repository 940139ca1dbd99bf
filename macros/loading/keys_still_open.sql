{#
    For a changed-key model: the keys that it listed before for the load that is still
    open, because the run that listed them did not end. Rows of the warehouse that led to
    them may have been replaced since. None in a reload.

        {{ keys_still_open(["encounter_id"]) }}
        select encounter_id from … .int_encounters_changed where load_number = …
#}
{% macro keys_still_open(columns, data_type="bigint") -%}
    {%- set listed = loaded_relation(model.name) -%}
    {%- if listed is not none and not is_reload() -%}
        select {{ columns | join(", ") }}
        from {{ listed }}
        where load_number = (select load_number from {{ ref("stg_oltp__loads_opened") }})
    {%- else -%}
        select {% for column in columns -%}
            {{ dbt.cast("null", data_type) }} as {{ column }}{{ ", " if not loop.last }}
        {%- endfor %}
        from {{ ref("stg_oltp__loads_opened") }}
        where 1 = 0
    {%- endif -%}
{%- endmacro %}
