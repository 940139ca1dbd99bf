{#- MySQL 9 has moved md5 out of the server; MariaDB keeps it. #}
{% macro mariadb__hash(field) -%}
  md5(cast({{ field }} as char))
{%- endmacro %}

{#- MariaDB has no any_value. #}
{% macro mariadb__any_value(expression) -%}
  min({{ expression }})
{%- endmacro %}

{#- Nor a JSON type of its own. A view writes a cast to text down as `char charset utf8mb4 binary`
    if the session's collation is binary, and reads that back as utf8mb4_bin, whatever the
    collation was (10.11): it has to stand there. #}
{% macro mariadb__cast(field, type) -%}
  {%- set known_type = 'char' if type | lower == 'json' else type -%}
  {{ mysql__cast(field, known_type) }}
  {%- if target.collation and adapter.cast_type(known_type).startswith('char') %} collate {{ target.collation }}
  {%- endif %}
{%- endmacro %}

{% macro mariadb__safe_cast(field, type) -%}
  {{ mysql__safe_cast(field, 'char' if type | lower == 'json' else type) }}
{%- endmacro %}
