"""Any text goes through loading, staging and marts as it is, or is quarantined as it was."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hospital.config import DATABASE_ENGINES, Engine, server_settings
from hospital.servers.connection import connect
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import read_marts, run_dbt
from hospital.verification.scratch import running_servers, scratch_databases

from ..sinks.conftest import Database
from ..sinks.test_init import insert_classic_rows

NAMES = {  # as written -> as the star has it
    "Robert'); drop table patients; -- ": "Robert'); drop table patients; --",
    'say "hello"': 'say "hello"',
    "back\\slash\\n": "back\\slash\\n",
    "%s {{ name }} ${name} \\0": "%s {{ name }} ${name} \\0",
    "=1+1": "=1+1",
    "@SUM(A1)": "@SUM(A1)",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{GRINNING FACE}": (
        "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{GRINNING FACE}"
    ),
    "\u05e9\u05dc\u05d5\u05dd \u202eright to left\u202c": (
        "\u05e9\u05dc\u05d5\u05dd \u202eright to left\u202c"
    ),
    "\u0418\u0432\u0430\u043d": "\u0418\u0432\u0430\u043d",
    "e\u0301": "e\u0301",  # not composed
    "\N{MATHEMATICAL SCRIPT CAPITAL X}" * 100: "\N{MATHEMATICAL SCRIPT CAPITAL X}" * 100,
    "'" * 100: "'" * 100,
    "\\" * 100: "\\" * 100,
    "null": "Null",  # a single word like any other
    "NULL\x01": "NULL\x01",
    "two\twords\r\nthree": "two words three",  # the documented rule about spaces
}
CODES = ("'\\\"\n\t\\", "\N{GRINNING FACE}" * 10, "=1+1", "\\\\\\\\\\\\\\\\\\\\")
STATUS = "lost'\\\" --\n"


def insert(database: Database, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """With parameters: what a statement cannot say reaches the table as well."""
    mark = "?" if database.engine is Engine.DUCKDB else "%s"
    marks = ", ".join([mark] * len(rows[0]))
    statement = f"insert into {database.table(table)} ({columns}) values ({marks})"
    if database.engine is Engine.DUCKDB:
        with duckdb.connect(database.environment["DUCKDB_PATH"]) as file:
            file.executemany(statement, rows)
        return
    settings = server_settings(database.engine, database.environment)
    with closing(connect(settings)) as connection, connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        connection.commit()


@pytest.mark.parametrize("engine", DATABASE_ENGINES)
def test_hostile_text_arrives_unchanged_or_is_quarantined(engine: Engine, tmp_path: Path) -> None:
    with (
        running_servers([engine]) as servers,
        scratch_databases(engine, servers.get(engine), tmp_path) as environment,
    ):
        database = Database(engine, environment)
        database.sink.create_empty()
        insert_classic_rows(database)
        columns = "patient_id, first_name, last_name, date_of_birth, gender, mrn"
        people = [
            (number, name, name, "1990-01-01", "F", f"{name[:15]}{number}")
            for number, name in enumerate(NAMES, start=1)
        ]
        insert(database, "patients", columns, people)
        codes = [(number, code, None) for number, code in enumerate(CODES, start=1)]
        insert(database, "diagnoses", "diagnosis_id, icd10_code, icd10_description", codes)
        claim = (1, 7001, 10, 5, "2024-05-11", STATUS)
        billing = "billing_id, encounter_id, claim_amount, allowed_amount, claim_date, claim_status"
        insert(database, "billing", billing, [claim])
        target = tmp_path / "target"
        run_dbt(
            ["build", "--quiet", "--exclude", "path:tests/macros", "test_type:unit"],
            engine,
            environment,
            target,
        )
        marts = {mart.name: mart for mart in read_marts(target)}
        with open_reader(engine, environment) as reader:

            def rows(mart: str, columns: str) -> list[tuple[object, ...]]:
                return reader.rows(
                    f"select {columns} from {reader.table(marts[mart].schema, mart)}"
                )

            names = {
                row[0]: row[1:] for row in rows("dim_patient", "patient_id, first_name, last_name")
            }
            quarantined = {
                int(str(row)): json.loads(str(values))["icd10_code"]
                for row, values in rows("quality_quarantined_rows", "row_id, original_values")
            }
            repairs = rows("quality_repairs", "field_name, rule_name, value_before, value_after")
            ends = rows("quality_reconciliation", "table_name, source_row_count, loaded_row_count")

    for number, name in enumerate(NAMES.values(), start=1):
        assert names[number] == (name, name)
    assert quarantined == dict(enumerate(CODES, start=1))
    assert ("claim_status", "unreadable_value", STATUS, None) in repairs
    assert ("patients", len(NAMES) + 1, len(NAMES) + 1) in ends
