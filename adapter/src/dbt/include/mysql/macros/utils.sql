{% macro mysql__current_timestamp() -%}
  current_timestamp(6)
{%- endmacro %}

{% macro mysql__current_timestamp_backcompat() -%}
  current_timestamp(6)
{%- endmacro %}

{#- The names of types as CAST knows them: these macros are mostly used in casts. #}
{% macro mysql__type_string() %}{{ return('char') }}{% endmacro %}
{% macro mysql__type_timestamp() %}{{ return('datetime(6)') }}{% endmacro %}
{% macro mysql__type_float() %}{{ return('double') }}{% endmacro %}
{% macro mysql__type_numeric() %}{{ return('decimal(28,6)') }}{% endmacro %}
{% macro mysql__type_bigint() %}{{ return('signed') }}{% endmacro %}
{% macro mysql__type_int() %}{{ return('signed') }}{% endmacro %}
{% macro mysql__type_boolean() %}{{ return('signed') }}{% endmacro %}

{#- A view does not keep the session's collation: on MySQL a cast to text in it has the character
    set's own, to which A is a, and on MariaDB utf8mb4_bin if the session's is binary (10.11). #}
{% macro mysql__cast(field, type) -%}
  {%- set cast_type = adapter.cast_type(type) -%}
  cast({{ field }} as {{ cast_type }})
  {%- if target.collation and cast_type.startswith('char') %} collate {{ target.collation }}
  {%- endif %}
{%- endmacro %}

{#- Without a length: a fixture's value must not be cut to fit its column. #}
{% macro mysql__safe_cast(field, type) -%}
  {%- set cast_type = adapter.cast_type(type) -%}
  cast({{ field }} as {{ 'char' if cast_type.startswith('char(') else cast_type }})
{%- endmacro %}

{% macro mysql__cast_bool_to_text(field) -%}
  case when {{ field }} then 'true' when not {{ field }} then 'false' end
{%- endmacro %}

{% macro mysql__escape_single_quotes(expression) -%}
{{ expression | replace('\\', '\\\\') | replace("'", "''") }}
{%- endmacro %}

{% macro mysql__concat(fields) -%}
  concat({{ fields | join(', ') }})
{%- endmacro %}

{#- MySQL 9.6 has moved md5 into a component that is not installed by default. #}
{% macro mysql__hash(field) -%}
  sha2(cast({{ field }} as char), 256)
{%- endmacro %}

{% macro mysql__length(expression) -%}
  char_length({{ expression }})
{%- endmacro %}

{% macro mysql__bool_or(expression) -%}
  max({{ expression }})
{%- endmacro %}

{% macro mysql__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set list -%}
    group_concat({{ measure }} {{ order_by_clause or '' }} separator {{ delimiter_text }})
  {%- endset -%}
  {%- if limit_num -%} substring_index({{ list }}, {{ delimiter_text }}, {{ limit_num }}) {%- else -%} {{ list }} {%- endif -%}
{%- endmacro %}

{#- substring_index gives the whole string when there are too few parts. #}
{% macro mysql__split_part(string_text, delimiter_text, part_number) -%}
  {%- set parts -%}
    ((char_length({{ string_text }}) - char_length(replace({{ string_text }}, {{ delimiter_text }}, ''))) div char_length({{ delimiter_text }}) + 1)
  {%- endset -%}
  case
    when {{ string_text }} is null or {{ delimiter_text }} is null then null
    when abs({{ part_number }}) > {{ parts }} then ''
    when {{ part_number }} > 0 then substring_index(substring_index({{ string_text }}, {{ delimiter_text }}, {{ part_number }}), {{ delimiter_text }}, -1)
    else substring_index(substring_index({{ string_text }}, {{ delimiter_text }}, {{ part_number }}), {{ delimiter_text }}, 1)
  end
{%- endmacro %}

{% macro mysql__date(year, month, day) -%}
  cast('{{ modules.datetime.date(year, month, day).strftime('%Y-%m-%d') }}' as date)
{%- endmacro %}

{% macro mysql__dateadd(datepart, interval, from_date_or_timestamp) -%}
  {%- if datepart | lower == 'millisecond' -%}
  date_add({{ from_date_or_timestamp }}, interval ({{ interval }}) * 1000 microsecond)
  {%- else -%}
  date_add({{ from_date_or_timestamp }}, interval ({{ interval }}) {{ datepart }})
  {%- endif -%}
{%- endmacro %}

{#- The boundaries passed from the first date to the second, as on Postgres. A week begins on Sunday here. #}
{% macro mysql__datediff(first_date, second_date, datepart) -%}
  {%- set part = datepart | lower -%}
  {%- set formats = {'hour': '%Y-%m-%d %H:00:00', 'minute': '%Y-%m-%d %H:%i:00', 'second': '%Y-%m-%d %H:%i:%s'} -%}
  {%- if part == 'year' -%}
  (year({{ second_date }}) - year({{ first_date }}))
  {%- elif part == 'quarter' -%}
  ((year({{ second_date }}) - year({{ first_date }})) * 4 + quarter({{ second_date }}) - quarter({{ first_date }}))
  {%- elif part == 'month' -%}
  ((year({{ second_date }}) - year({{ first_date }})) * 12 + month({{ second_date }}) - month({{ first_date }}))
  {%- elif part == 'week' -%}
  ((to_days({{ second_date }}) - dayofweek({{ second_date }}) - to_days({{ first_date }}) + dayofweek({{ first_date }})) div 7)
  {%- elif part == 'day' -%}
  datediff({{ second_date }}, {{ first_date }})
  {%- elif part in formats -%}
  timestampdiff({{ part }}, date_format({{ first_date }}, '{{ formats[part] }}'), date_format({{ second_date }}, '{{ formats[part] }}'))
  {%- elif part == 'millisecond' -%}
  ({{ mysql__datediff(first_date, second_date, 'second') }} * 1000 + microsecond({{ second_date }}) div 1000 - microsecond({{ first_date }}) div 1000)
  {%- elif part == 'microsecond' -%}
  timestampdiff(microsecond, {{ first_date }}, {{ second_date }})
  {%- else -%}
  {{ exceptions.raise_compiler_error("datediff has no date part '" ~ datepart ~ "' on MySQL") }}
  {%- endif -%}
{%- endmacro %}

{% macro mysql__date_trunc(datepart, date) -%}
  {%- set part = datepart | lower -%}
  {%- set formats = {
    'year': '%Y-01-01', 'month': '%Y-%m-01', 'day': '%Y-%m-%d', 'hour': '%Y-%m-%d %H:00:00',
    'minute': '%Y-%m-%d %H:%i:00', 'second': '%Y-%m-%d %H:%i:%s'
  } -%}
  {%- if part in formats -%}
  cast(date_format({{ date }}, '{{ formats[part] }}') as datetime)
  {%- elif part == 'week' -%}
  cast(date_sub(date({{ date }}), interval weekday({{ date }}) day) as datetime)
  {%- elif part == 'quarter' -%}
  cast(date_add(makedate(year({{ date }}), 1), interval quarter({{ date }}) - 1 quarter) as datetime)
  {%- else -%}
  {{ exceptions.raise_compiler_error("date_trunc has no date part '" ~ datepart ~ "' on MySQL") }}
  {%- endif -%}
{%- endmacro %}

{#- dbt's own multiplies by power(), which gives floating-point numbers here. #}
{% macro mysql__generate_series(upper_bound) %}
  {% set n = dbt.get_powers_of_two(upper_bound) %}
  with p as (
    select 0 as generated_number union all select 1
  ), unioned as (
    select {% for i in range(n) %}p{{ i }}.generated_number * {{ 2 ** i }} + {% endfor %}1 as generated_number
    from {% for i in range(n) %}p as p{{ i }}{{ ' cross join ' if not loop.last }}{% endfor %}
  )
  select generated_number from unioned where generated_number <= {{ upper_bound }} order by generated_number
{% endmacro %}

{% macro mysql__date_spine(datepart, start_date, end_date) %}
  with rawdata as (
    {{ dbt.generate_series(dbt.get_intervals_between(start_date, end_date, datepart)) }}
  ), all_periods as (
    select {{ dbt.dateadd(datepart, 'generated_number - 1', start_date) }} as date_{{ datepart }} from rawdata
  )
  select * from all_periods where date_{{ datepart }} <= {{ end_date }}
{% endmacro %}
