{#
    The statement that deletes from a table the rows whose key another table lists. The key
    is a list of columns, as is its counterpart in the list.

        {{ delete_listed(this, ["encounter_key"], ref("changes"), ["encounter_id"]) }}

    On the servers it is a delete with a join: MariaDB before 11.1 goes through the whole
    list for every row of a delete with a subquery.
#}
{% macro delete_listed(target, keys, list, list_keys) -%}
    {{ return(adapter.dispatch("delete_listed")(target, keys, list, list_keys)) }}
{%- endmacro %}

{% macro default__delete_listed(target, keys, list, list_keys) -%}
    delete from {{ target }}
    where
        {{ "(" ~ keys | join(", ") ~ ")" if keys | length > 1 else keys[0] }}
        in (select {{ list_keys | join(", ") }} from {{ list }})
{%- endmacro %}

{% macro mysql__delete_listed(target, keys, list, list_keys) -%}
    delete outdated from {{ target }} as outdated
    inner join {{ list }} as listed
        on
            {% for key in keys -%}
                {{ "and " if not loop.first -}}
                outdated.{{ key }} = listed.{{ list_keys[loop.index0] }}
            {% endfor %}
{%- endmacro %}

{% macro mariadb__delete_listed(target, keys, list, list_keys) -%}
    {{ return(mysql__delete_listed(target, keys, list, list_keys)) }}
{%- endmacro %}
