{#
    The condition that another table lists the key of a row: what delete_listed would
    delete, for engines whose tables know no delete. The key is a list of columns of the
    table called kept, as is its counterpart in the list; a row whose key is null is listed
    never, and without a key every row is as soon as the list has one.

        select kept.* from {{ this }} as kept
        where not {{ is_listed(["encounter_key"], ref("changes"), ["encounter_id"]) }}
#}
{% macro is_listed(keys, list, list_keys) -%}
    {%- set matches = [] -%}
    {%- for key in keys -%}
        {%- do matches.append(
            "kept." ~ key ~ " = listed." ~ list_keys[loop.index0]
        ) -%}
    {%- endfor -%}
    exists (
        select 1
        from {{ list }} as listed
        {% if matches -%} where {{ matches | join(" and ") }} {%- endif %}
    )
{%- endmacro %}
