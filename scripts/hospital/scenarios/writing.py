"""The scenarios' source rows written into an OLTP database that `hospital init` made."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

import duckdb
import mysql.connector

from hospital.config import Engine, duckdb_path, oltp_database, server_settings
from hospital.errors import ScenarioError
from hospital.scenarios.ids import is_id, stored_id
from hospital.scenarios.model import NULL, Row, Scenario
from hospital.schema.ddl import quoted
from hospital.schema.tables import TABLES
from hospital.servers.connection import connect

AS_OF_DATE = "2025-12-31"  # the last day that the source of every scenario knows of

# What a row has that does not say it, so that a scenario shows only what matters to it.
DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "payers": {"payer_name": "Payer", "payer_type": "Commercial"},
    "specialties": {"specialty_name": "Specialty"},
    "departments": {"department_name": "Department"},
    "providers": {"first_name": "Ada", "last_name": "Hill", "credential": "MD"},
    "provider_versions": {"first_name": "Ada", "last_name": "Hill", "credential": "MD"},
    "patients": {
        "first_name": "Jo",
        "last_name": "Doe",
        "date_of_birth": "1980-01-01",
        "gender": "F",
        "mrn": "S{patient}",
    },
    "patient_versions": {
        "first_name": "Jo",
        "last_name": "Doe",
        "date_of_birth": "1980-01-01",
        "gender": "F",
        "mrn": "S{patient}",
    },
}
_THE_LOAD = {
    "load_id": "1",
    "seed": "0",
    "patient_count": "0",
    "start_date": "2024-01-01",
    "as_of_date": AS_OF_DATE,
    "simulator_version": "scenarios",
}


def write_scenarios(
    engine: Engine,
    scenarios: Sequence[Scenario],
    environment: Mapping[str, str] = os.environ,
    *,
    with_load: bool = True,
) -> None:
    """Inserts every row, parents before children.

    The source says that it knows everything up to `AS_OF_DATE`, unless a simulated hospital, whose
    last day must be the same, lives there already (`with_load=False`).

    Raises:
        ScenarioError: the database refuses a row.
    """
    connection = _opened(engine, environment)
    database = oltp_database(environment)
    with closing(connection), closing(connection.cursor()) as cursor:
        if with_load:
            _insert(cursor, engine, quoted(engine, database, "data_loads"), _THE_LOAD)
        for table in TABLES:
            for scenario in scenarios:
                for row in scenario.source.get(table.name, []):
                    name = quoted(engine, database, table.name)
                    try:
                        _insert(cursor, engine, name, _completed(scenario, table.name, row))
                    except (ValueError, duckdb.Error, mysql.connector.Error) as error:
                        raise ScenarioError(f"{scenario.name}: {table.name}, {error}") from error
        connection.commit()


def _completed(scenario: Scenario, table: str, row: Row) -> dict[str, str | int | None]:
    """The row with its defaults and with the database's ids."""
    values: dict[str, str | int | None] = {}
    for column, text in {**DEFAULTS.get(table, {}), **row}.items():
        if text == NULL:
            values[column] = None
        elif is_id(column):
            values[column] = stored_id(scenario.number, int(text))
        else:
            values[column] = text.replace("{patient}", f"{scenario.number}-{row.get('patient_id')}")
    return values


def _insert(cursor: Any, engine: Engine, table: str, row: Mapping[str, object]) -> None:
    columns = ", ".join(quoted(engine, column) for column in row)
    mark = "?" if engine is Engine.DUCKDB else "%s"
    marks = ", ".join([mark] * len(row))
    cursor.execute(f"insert into {table} ({columns}) values ({marks})", list(row.values()))


def _opened(engine: Engine, environment: Mapping[str, str]) -> Any:
    if engine is Engine.DUCKDB:
        connection = duckdb.connect(str(duckdb_path(environment)))
        connection.begin()
        return connection
    return connect(server_settings(engine, environment))
