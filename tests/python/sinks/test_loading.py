from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import mysql.connector
import pytest

from hospital.config import SERVER_ENGINES, Engine, server_settings
from hospital.errors import DataExistsError, LoadError
from hospital.schema.tables import TABLES
from hospital.sinks import Block
from hospital.sinks.mysql import ServerSink

from .conftest import Database
from .sample import NASTY, blocks, patient_block, reference, rows

REFUSED = (duckdb.ConstraintException, mysql.connector.IntegrityError)


def test_every_value_arrives_as_it_was(database: Database) -> None:
    counts = database.sink.load(blocks(), replace=False)

    assert counts["patients"] == 2 * len(NASTY)
    # Tables for which no block has rows exist, too.
    for table in TABLES:
        assert database.count(table.name) == counts.get(table.name, 0)
    found = database.run(
        f"select first_name, city, address_line, date_of_birth, date_of_death, created_at "
        f"from {database.table('patients')} order by patient_id"
    )
    assert found == [
        (text, text, None, date(2024, 2, 29), None, datetime(2024, 2, 29, 23, 59, 59))
        for text in NASTY * 2
    ]
    money = database.run(
        f"select claim_amount, allowed_amount, paid_amount from {database.table('billing')} "
        f"order by billing_id limit 1"
    )
    assert money == [(Decimal("9999999998.99"), Decimal("-0.01"), None)]


@pytest.mark.parametrize("loads", [1, 2])
def test_keys_are_enforced_after_a_load(database: Database, loads: int) -> None:
    for _ in range(loads):
        database.sink.load(blocks(), replace=True)
    encounters, patients = database.table("encounters"), database.table("patients")
    for broken in (
        f"insert into {encounters} (encounter_id, patient_id, encounter_type, encounter_date) "
        f"values (99, 12345, 'ER', '2025-01-01 00:00:00')",  # no such patient
        f"insert into {encounters} (encounter_id, patient_id, encounter_type, encounter_date) "
        f"values (1, 1, 'ER', '2025-01-01 00:00:00')",  # the encounter exists
        f"insert into {patients} (patient_id, first_name, last_name, date_of_birth, mrn) "
        f"values (99, 'a', 'b', '2000-01-01', 'MRN1')",  # the mrn exists
        f"delete from {patients} where patient_id = 1",  # it has encounters
    ):
        with pytest.raises(REFUSED):
            database.run(broken)


def test_the_indexes_of_the_declaration_exist(database: Database) -> None:
    database.sink.load(blocks(), replace=False)
    if database.engine is Engine.DUCKDB:
        names = {row[0] for row in database.run("select index_name from duckdb_indexes()")}
    else:
        names = {
            row[0]
            for row in database.run(
                "select index_name from information_schema.statistics "
                f"where table_schema = '{database.environment['OLTP_DATABASE']}'"
            )
        }
    assert {"encounters_encounter_date_index", "billing_claim_date_index"} <= names


def test_data_are_replaced_only_when_asked(database: Database) -> None:
    database.sink.load(blocks(2), replace=False)

    with pytest.raises(DataExistsError, match="--replace"):
        database.sink.load(blocks(1), replace=False)
    assert database.count("patients") == 2 * len(NASTY)

    database.sink.load(blocks(1), replace=True)
    assert database.count("patients") == len(NASTY)
    assert database.databases() == {database.environment["OLTP_DATABASE"]}


def _dying_blocks(error: BaseException) -> Iterator[Block]:
    yield from blocks(1)
    raise error


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt()], ids=repr)
def test_a_load_that_dies_leaves_the_old_data(database: Database, error: BaseException) -> None:
    database.sink.load(blocks(2), replace=False)

    with pytest.raises(type(error)):
        database.sink.load(_dying_blocks(error), replace=True)

    assert database.count("patients") == 2 * len(NASTY)
    assert database.count("data_loads") == 1
    assert database.databases() == {database.environment["OLTP_DATABASE"]}


_KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
import sample
from hospital.config import SERVER_ENGINES, Engine, server_settings
from hospital.sinks import sink_for

def dying():
    yield from sample.blocks(1)
    os.kill(os.getpid(), signal.SIGKILL)

sink_for(Engine(sys.argv[1])).load(dying(), replace=True)
"""


@pytest.mark.parametrize("patients_before", [0, 2])
def test_a_killed_load_is_mended_by_the_next(
    database: Database, patients_before: int, capfd: pytest.CaptureFixture[str]
) -> None:
    if patients_before:
        database.sink.load(blocks(patients_before), replace=False)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, database.engine, str(Path(__file__).parent)],
        env=os.environ | database.environment,
    )
    assert killed.returncode == -signal.SIGKILL

    if patients_before:
        assert database.count("patients") == patients_before * len(NASTY)
    else:
        assert database.environment["OLTP_DATABASE"] not in database.databases()
    capfd.readouterr()
    database.sink.load(blocks(1), replace=True)
    said = capfd.readouterr().err
    assert database.count("patients") == len(NASTY)
    assert database.databases() == {database.environment["OLTP_DATABASE"]}
    if database.engine is not Engine.DUCKDB:
        (line,) = (line for line in said.splitlines() if "__loading" in line)
        assert "a load that was broken off" in line


def test_rows_that_break_a_key_are_refused_and_the_old_data_stay(database: Database) -> None:
    database.sink.load(blocks(2), replace=False)
    orphan = {"encounters": rows("encounters", {"encounter_id": 1, "patient_id": 777})}

    with pytest.raises(LoadError):
        database.sink.load([reference(), orphan], replace=True)
    with pytest.raises(LoadError):
        database.sink.load([reference(), patient_block(1), patient_block(1)], replace=True)

    assert database.count("patients") == 2 * len(NASTY)


@pytest.mark.parametrize("engine", SERVER_ENGINES)
def test_a_value_that_does_not_fit_is_refused_not_cut(engine: Engine) -> None:
    sink = ServerSink(server_settings(engine), f"test_{uuid.uuid4().hex[:12]}")
    with pytest.raises(LoadError, match="first_name"):
        sink.load([reference(), patient_block(1, ("x" * 101,))], replace=False)


@pytest.mark.parametrize(
    "block",
    [
        {"patient": rows("patients", {})},
        {"patients": rows("patients", {}).drop_columns(["mrn"])},
        {"specialties": rows("specialties", {}).select([0, 2, 1])},
    ],
    ids=["unknown table", "column missing", "columns in another order"],
)
def test_blocks_that_are_not_as_declared_are_refused(database: Database, block: Block) -> None:
    with pytest.raises(LoadError):
        database.sink.load([block], replace=False)
