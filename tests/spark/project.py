"""A small project of one model for each incremental strategy, whose source is the environment.

ROWS holds what the source has, as `1:a 2:b`; CHANGED the keys that the load lists, as `1 2`; LOAD
its number, REASON why it takes everything anew, and NOTES is not empty once there are notes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from hospital.config import Engine, olap_database
from hospital.verification.connections import Row, open_reader
from hospital.verification.dbt_runs import DbtRuns

from ..python.projects import plant_project

_ROWS = """
    {% set rows = [["0", "''"]] %}
    {% for row in env_var("ROWS").split() %}
        {% do rows.append([row.split(":")[0], "'" ~ row.split(":")[1] ~ "'"]) %}
    {% endfor %}
    with source as (
        select key_id, {{ dbt.cast("letter", "varchar(1)") }} as letter
        from {{ literal_rows(["key_id", "letter"], rows) }}
        where key_id > 0
    )
"""
_MODELS = {
    "stg_oltp__loads_opened": """
        {{ config(materialized="table") }}
        select
            {{ env_var("LOAD") }} as load_number,
            {{ dbt.cast(sql_literal(env_var("REASON") or none), "varchar(40)") }} as reload_reason
    """,
    "changes": """
        {{ config(materialized="table") }}
        -- depends_on: {{ ref("stg_oltp__loads_opened") }}
        {% set keys = [["0"]] %}
        {% for key in env_var("CHANGED").split() %}{% do keys.append([key]) %}{% endfor %}
        select key_id from {{ literal_rows(["key_id"], keys) }} where key_id > 0
    """,
    "keyed": """
        {{ config(
            materialized="incremental", incremental_strategy="replace_changed",
            unique_key="item_id", meta={"changes": "changes", "changes_key": "key_id"}
        ) }}
        ROWS
        select key_id as item_id, letter from source {{ where_changed("changes", "key_id") }}
    """,
    "monthly": """
        {{ config(
            materialized="incremental", incremental_strategy="replace_changed",
            on_schema_change="append_new_columns", partition_by="letter",
            unique_key="key_id", meta={"changes": "changes"}
        ) }}
        ROWS
        select
            key_id,
            letter
            {%- if env_var("NOTES") %}, {{ dbt.cast("'noted'", "varchar(9)") }} as note{% endif %}
        from source {{ where_changed("changes", "key_id") }}
    """,
    "whole": """
        {{ config(
            materialized="incremental", incremental_strategy="replace_changed",
            meta={"changes": "changes"}
        ) }}
        ROWS
        select key_id, letter from source {{ where_changed("changes") }}
    """,
    "history": """
        {{ config(
            materialized="incremental", incremental_strategy="replace_load",
            on_schema_change="append_new_columns", meta={"changes": "changes"}
        ) }}
        -- depends_on: {{ ref("stg_oltp__loads_opened") }}
        ROWS
        select
            {{ env_var("LOAD") }} as load_number,
            key_id
            {%- if env_var("NOTES") %}, {{ dbt.cast("'noted'", "varchar(9)") }} as note{% endif %}
        from source {{ where_changed("changes", "key_id") }}
    """,
    "closed": """
        {{ config(
            materialized="incremental", incremental_strategy="delete+insert",
            unique_key="load_number"
        ) }}
        select load_number from {{ ref("stg_oltp__loads_opened") }}
    """,
}
TABLES = ("keyed", "monthly", "whole", "history", "closed")


class Warehouse:
    """The project on one engine."""

    def __init__(self, engine: Engine, environment: Mapping[str, str], folder: Path) -> None:
        """Write the project below the folder, and parse it."""
        models = {name: query.replace("ROWS\n", _ROWS) for name, query in _MODELS.items()}
        project = plant_project(folder / "project", models)
        self.engine = engine
        self._runs = DbtRuns(
            engine,
            {**environment, "LOAD": "1", "REASON": "", "ROWS": "", "CHANGED": "", "NOTES": ""},
            folder / "target",
            project,
        )

    @property
    def environment(self) -> dict[str, str]:
        """What leads to the warehouse."""
        return self._runs.environment

    def load(
        self, number: int, rows: str, changed: str = "", reason: str = "", notes: str = ""
    ) -> dict[str, set[Row]]:
        """Runs a load; what is in the tables then."""
        given = {"ROWS": rows, "CHANGED": changed, "REASON": reason, "NOTES": notes}
        self._runs.environment.update({"LOAD": str(number), **given})
        # One session at a time: of two, one that ends can fail in Spark's SQL server, which then
        # asks for a class of Hive's that Spark does not ship (LlapSigner).
        self._runs.run(["run", "--threads", "1"])
        return self.tables()

    def tables(self) -> dict[str, set[Row]]:
        """The rows of each table, different ones, their columns in the order of their names."""
        star = olap_database(self.environment)
        found = {}
        with open_reader(self.engine, self.environment) as reader:
            for name in TABLES:
                columns, read = reader.query(f"select * from {reader.table(star, name)}")
                rows = [
                    tuple(value for _, value in sorted(zip(columns, row, strict=True)))
                    for row in read
                ]
                found[name] = set(rows)
                assert len(found[name]) == len(rows), name
        return found


def names(connection: Any, schema: str) -> Collection[str]:
    """The tables of a schema in Spark's catalogue."""
    cursor = connection.cursor()
    cursor.execute(f"show tables in {schema}")
    return {row[1] for row in cursor.fetchmany(1_000)}
