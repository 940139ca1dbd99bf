"""What cannot be advanced is refused in one line, and stays as it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from hospital import cli
from hospital.advancing import server
from hospital.config import SERVER_ENGINES, Engine, duckdb_path, oltp_database, server_settings
from hospital.generation import generate
from hospital.servers.connection import connect

from ..sinks.conftest import Database
from .days import config
from .test_advance import content, differing, simulated

TODAY, NEXT_WEEK = date(2024, 3, 10), "2024-03-17"


# what the code says that all engines share
on_one_engine = pytest.mark.parametrize("database", [Engine.DUCKDB], indirect=True)


@pytest.fixture
def small(database: Database, folder: Path) -> Database:
    assert folder.exists()
    generate(config(TODAY, 200), database.sink, replace=False)
    return database


def refused(database: Database, capsys: pytest.CaptureFixture[str], to: str = NEXT_WEEK) -> str:
    """The one line of the refusal; nothing has changed."""
    before = content(database)
    capsys.readouterr()
    assert cli.run(["advance", "--engine", database.engine.value, "--to", to]) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("error: ")
    assert errors.count("\n") == 1
    assert differing(before, content(database)) == []
    return errors


@on_one_engine
@pytest.mark.parametrize("to", ["2024-03-10", "2024-03-09", "2023-01-01"])
def test_a_day_that_is_not_later(
    small: Database, capsys: pytest.CaptureFixture[str], to: str
) -> None:
    assert f"--to {to} is not after 2024-03-10" in refused(small, capsys, to)


@on_one_engine
def test_a_day_beyond_what_can_be_simulated(
    small: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "between 1900-01-01 and 2099-12-31" in refused(small, capsys, "2100-01-01")


@on_one_engine
def test_another_version(small: Database, capsys: pytest.CaptureFixture[str]) -> None:
    small.run(f"update {small.table('data_loads')} set simulator_version = '0.0.7'")
    assert "was simulated by version 0.0.7" in refused(small, capsys)


@on_one_engine
@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("seed", "7", "seed 42"), ("patient_count", "201", "patients 200")],
)
def test_another_seed_or_number_of_patients_than_the_answer_key_has(
    small: Database, capsys: pytest.CaptureFixture[str], column: str, value: str, said: str
) -> None:
    small.run(f"update {small.table('data_loads')} set {column} = {value}")
    assert f"that of other data ({said}, the database has {value})" in refused(small, capsys)


@on_one_engine
def test_a_database_without_its_answer_key(
    small: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(small.sink.answer_key)
    assert "there is no answer key" in refused(small, capsys)


def test_ones_own_data(
    database: Database, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.exists()
    database.sink.create_empty()
    assert "holds no simulation" in refused(database, capsys)


@pytest.mark.usefixtures("folder")
def test_no_database_at_all(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["advance", "--engine", database.engine.value, "--to", NEXT_WEEK]) == 1
    assert "'hospital generate' makes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("billing", "update {} set claim_amount = claim_amount + 1"),
        ("billing", "update {} set payer_id = null"),
        ("billing", "delete from {}"),
    ],
)
def test_rows_changed_by_hand(
    small: Database, capsys: pytest.CaptureFixture[str], table: str, change: str
) -> None:
    small.run(change.format(small.table(table)))
    errors = refused(small, capsys)
    assert f"not as the simulator left it: {table} was changed by hand (row billing_id" in errors


def test_rows_inserted_by_hand_where_the_simulator_would_insert(
    small: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = simulated(config(date(2024, 3, 17), 200))["encounters"]
    known = {row[0] for row in content(small)["encounters"]}
    taken = next(row for row in rows if row[0] not in known)
    small.run(
        f"insert into {small.table('encounters')} "
        f"(encounter_id, patient_id, encounter_type, encounter_date) "
        f"values ({taken[0]}, {taken[1]}, 'ER', '2024-03-01 00:00:00')"
    )
    assert f"(row encounter_id = {taken[0]})" in refused(small, capsys)


def test_another_load_under_way(
    small: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_LOCK_SECONDS", 1)
    before = content(small)
    with _held(small):
        assert cli.run(["advance", "--engine", small.engine.value, "--to", NEXT_WEEK]) == 1
    errors = capsys.readouterr().err
    assert ("is open in process" if small.engine is Engine.DUCKDB else "is under way") in errors
    assert differing(before, content(small)) == []


@contextmanager
def _held(database: Database) -> Iterator[None]:
    """Another program works on the database."""
    if database.engine is Engine.DUCKDB:
        program = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True)"
        path = str(duckdb_path(database.environment))
        with subprocess.Popen(
            [sys.executable, "-c", f"{program}; sys.stdin.read()", path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"open\n"
            yield
            other.communicate(b"")
        return
    connection = connect(server_settings(database.engine, database.environment))
    with connection.cursor() as cursor:
        name = oltp_database(database.environment)
        cursor.execute("select get_lock(%s, 0)", (f"hospital:{name}",))
        assert cursor.fetchall() == [(1,)]
        yield
    connection.close()


@pytest.mark.parametrize("database", SERVER_ENGINES, indirect=True)
def test_a_writer_that_holds_rows(
    small: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_ROW_LOCK_SECONDS", 1)
    before = content(small)
    connection = connect(server_settings(small.engine, small.environment))
    with connection.cursor() as cursor:
        cursor.execute("start transaction")
        cursor.execute(f"update {small.table('billing')} set claim_amount = 0")
        assert cli.run(["advance", "--engine", small.engine.value, "--to", NEXT_WEEK]) == 1
    connection.close()
    assert "another program is writing into" in capsys.readouterr().err
    assert differing(before, content(small)) == []
