"""A small project around the run log: its macros, its models, and tables that succeed and fail.

The log knows nothing of the hospital, so a project of a few tables proves what it does in seconds.
"""

from __future__ import annotations

from pathlib import Path

from ..projects import plant_project

SECRET = "Zaphod Beeblebrox"  # stands in rows alone, and so must stand in no log

_MODELS = {
    # The load that the hospital's models know of, and what it has to look at.
    "stg_oltp__loads_opened": """
        {{ config(materialized="table") }}
        {% set reason = env_var("PLANTED_REASON", "") %}
        select {{ dbt.cast(sql_literal(reason or none), "varchar(40)") }} as reload_reason
    """,
    "changed_keys": """
        {{ config(materialized="table") }}
        select 1 as key_id
        from {{ ref("stg_oltp__loads_opened") }}
        where {{ env_var("PLANTED_CHANGES", "0") }} = 1
    """,
    "followers": """
        {{ config(
            materialized="incremental", incremental_strategy="replace_changed",
            unique_key="key_id", meta={"changes": "changed_keys"}
        ) }}
        with followers as (
            select 1 as key_id union all select 1 as key_id union all select 2 as key_id
        )
        select key_id from followers {{ where_changed("changed_keys", "key_id") }}
    """,
    "three_people": f"""
        {{{{ config(materialized="table") }}}}
        select 1 as person_id, '{SECRET} 1' as person_name
        union all select 2, '{SECRET} 2'
        union all select 3, '{SECRET} 3'
    """,
    "two_people": f"""
        select 1 as person_id, '{SECRET} 1' as person_name
        union all select 2, '{SECRET} 2'
    """,
    "views": """
        {{ config(materialized="view") }}
        select person_id from {{ ref("three_people") }}
    """,
    "duplicated": f"""
        {{{{ config(materialized="table", contract={{"enforced": true}}) }}}}
        select {{{{ dbt.cast("'{SECRET}'", "varchar(50)") }}}} as person_name
        from {{{{ ref("three_people") }}}}
    """,
    "unreadable": """
        {{ config(materialized="table") }}
        select {{ dbt.cast("person_name", "date") }} as birth_date
        from {{ ref("three_people") }}
    """,
    "mistaken": """
        {{ config(materialized="table") }}
        {{ exceptions.raise_compiler_error("SECRET is no column") if execute }}
    """.replace("SECRET", SECRET),
    "behind": 'select * from {{ ref("duplicated") }}',
}
_DESCRIPTIONS = """
sources:
  - name: planted
    schema: "{{ target.schema }}"
    tables:
      - name: two_people
        config:
          loaded_at_field: current_timestamp
          freshness: {warn_after: {count: 1, period: day}}
models:
  - name: duplicated
    columns:
      - name: person_name
        data_type: varchar(50)
        constraints: [{type: primary_key}]
  - name: two_people
    columns:
      - name: person_id
        data_tests: [not_null]
      - name: person_name
        data_tests:
          - accepted_values:
              arguments:
                values: [nobody]
"""


def plant(folder: Path) -> Path:
    """The project's folder below `folder`."""
    planted = plant_project(folder / "planted", _MODELS)
    (planted / "models/models.yml").write_text(_DESCRIPTIONS)
    (planted / "seeds").mkdir()
    (planted / "seeds/wards.csv").write_text("ward_id\n1\n2\n3\n4\n")
    return planted
