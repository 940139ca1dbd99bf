{%- set lists = [["patient_id", "valid_from"], ["payer_key"]] -%}
{%- set rendered = mysql__server_indexes(lists) | map(attribute="columns") -%}
{%- set rendered_mariadb = mariadb__server_indexes(lists) | map(attribute="columns") -%}
{%- set names = [] -%}
{%- for columns in rendered -%}{%- do names.append(columns | join("+")) -%}{%- endfor -%}
{%- for columns in rendered_mariadb -%}
    {%- do names.append(columns | join("+")) -%}
{%- endfor -%}
{{ unexpected_values([
    ("'" ~ names | join(",") ~ "'", "'patient_id+valid_from,payer_key,patient_id+valid_from,payer_key'"),
    (default__server_indexes(lists) | length, "0")
]) }}
