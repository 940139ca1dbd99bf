{#
    A query for the rows of a table whose key another table does not list: what
    delete_listed would leave, for engines whose tables know no delete. The key is a list
    of columns, as is its counterpart in the list; a row whose key is null is listed never.

        {{ unlisted_rows(this, ["encounter_key"], ref("changes"), ["encounter_id"]) }}

    Columns other than all of the table's can be named, as SQL.
#}
{% macro unlisted_rows(relation, keys, list, list_keys, columns=["kept.*"]) -%}
    {{ return(adapter.dispatch("unlisted_rows")(
        relation, keys, list, list_keys, columns
    )) }}
{%- endmacro %}

{% macro default__unlisted_rows(relation, keys, list, list_keys, columns) -%}
    {%- set matches = [] -%}
    {%- for key in keys -%}
        {%- do matches.append(
            "kept." ~ key ~ " = listed." ~ list_keys[loop.index0]
        ) -%}
    {%- endfor -%}
    select {{ columns | join(", ") }}
    from {{ relation }} as kept
    where not exists (
        select 1
        from {{ list }} as listed
        {% if matches -%} where {{ matches | join(" and ") }} {%- endif %}
    )
{%- endmacro %}
