{#
    The statement that deletes from a table the rows whose key another table lists. The key
    is a list of columns, as is its counterpart in the list; without one, every row goes as
    soon as the list has a row.

        {{ delete_listed(this, ["encounter_key"], ref("changes"), ["encounter_id"]) }}

    With a row key, rows that a third table has anew stay: write_rows writes what differs.

    On the servers it is a delete with a join: MariaDB before 11.1 goes through the whole
    list for every row of a delete with a subquery.
#}
{% macro delete_listed(target, keys, list, list_keys, fresh=none, row_key=[]) -%}
    {{ return(adapter.dispatch("delete_listed")(
        target, keys, list, list_keys, fresh, row_key
    )) }}
{%- endmacro %}

{% macro default__delete_listed(target, keys, list, list_keys, fresh, row_key) -%}
    delete from {{ target }}
    where
        {% if keys -%}
            {{ "(" ~ keys | join(", ") ~ ")" if keys | length > 1 else keys[0] }}
            in (select {{ list_keys | join(", ") }} from {{ list }})
        {%- else -%}
            exists (select 1 from {{ list }})
        {%- endif %}
{%- endmacro %}

{% macro mysql__delete_listed(target, keys, list, list_keys, fresh, row_key) -%}
    delete outdated from {{ target }} as outdated
    {% if keys -%}
        inner join {{ list }} as listed
            on
                {% for key in keys -%}
                    {{ "and " if not loop.first -}}
                    outdated.{{ key }} = listed.{{ list_keys[loop.index0] }}
                {% endfor %}
    {%- endif %}
    {% if row_key -%}
        left join {{ fresh }} as fresh
            on
                {% for column in row_key -%}
                    {{ "and " if not loop.first -}}
                    outdated.{{ column }} = fresh.{{ column }}
                {% endfor %}
    {%- endif %}
    {%- if row_key or not keys %}
        where
            {{ "fresh." ~ row_key[0] ~ " is null" if row_key }}
            {{ "and" if row_key and not keys }}
            {{ "exists (select 1 from " ~ list ~ ")" if not keys }}
    {%- endif %}
{%- endmacro %}

{% macro mariadb__delete_listed(target, keys, list, list_keys, fresh, row_key) -%}
    {{ return(mysql__delete_listed(target, keys, list, list_keys, fresh, row_key)) }}
{%- endmacro %}
