{#
    The statement that deletes from a table the rows whose key another table lists.

        {{ delete_listed(this, "encounter_key", ref("int_encounters_changed"), "encounter_id") }}

    On the servers it is a delete with a join: MariaDB before 11.1 goes through the whole
    list for every row of a delete with a subquery.
#}
{% macro delete_listed(target, key, list, list_key) -%}
    {{ return(adapter.dispatch("delete_listed")(target, key, list, list_key)) }}
{%- endmacro %}

{% macro default__delete_listed(target, key, list, list_key) -%}
    delete from {{ target }}
    where {{ key }} in (select {{ list_key }} from {{ list }})
{%- endmacro %}

{% macro mysql__delete_listed(target, key, list, list_key) -%}
    delete outdated from {{ target }} as outdated
    inner join {{ list }} as listed on outdated.{{ key }} = listed.{{ list_key }}
{%- endmacro %}

{% macro mariadb__delete_listed(target, key, list, list_key) -%}
    {{ return(mysql__delete_listed(target, key, list, list_key)) }}
{%- endmacro %}
