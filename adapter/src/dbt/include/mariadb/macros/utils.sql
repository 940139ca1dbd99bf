{#- MySQL 9 has moved md5 out of the server; MariaDB keeps it. #}
{% macro mariadb__hash(field) -%}
  md5(cast({{ field }} as char))
{%- endmacro %}

{#- MariaDB has no any_value. #}
{% macro mariadb__any_value(expression) -%}
  min({{ expression }})
{%- endmacro %}

{#- Nor a JSON type of its own. #}
{% macro mariadb__cast(field, type) -%}
  {{ mysql__cast(field, 'char' if type | lower == 'json' else type) }}
{%- endmacro %}

{% macro mariadb__safe_cast(field, type) -%}
  {{ mysql__safe_cast(field, 'char' if type | lower == 'json' else type) }}
{%- endmacro %}
