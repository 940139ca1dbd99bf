"""What may be wrong with the DuckDB file, each in one line that says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from hospital.errors import ConnectionFailedError, HospitalError, LoadError
from hospital.sinks.duckdb import DuckDBSink, explained

from .sample import NASTY, blocks

_HOLDER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def test_a_file_that_another_process_has_open(tmp_path: Path) -> None:
    path = tmp_path / "test.duckdb"
    sink = DuckDBSink(path, "oltp")
    sink.load(blocks(1), replace=False)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(ConnectionFailedError, match=f"open in process {holder.pid}; close it"):
            sink.load(blocks(1), replace=True)


def test_a_file_of_another_kind_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("dear reader, " * 1000)
    with pytest.raises(ConnectionFailedError, match="is not a DuckDB file; set DUCKDB_PATH"):
        DuckDBSink(path, "oltp").load(blocks(1), replace=True)
    assert path.read_text() == "dear reader, " * 1000


@pytest.mark.parametrize("place", ["folder", "file/below"])
def test_a_path_that_cannot_be_a_file(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(ConnectionFailedError, match="check DUCKDB_PATH"):
        DuckDBSink(tmp_path / place, "oltp").create_empty()


def test_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.duckdb"
    DuckDBSink(path, "oltp").create_empty()
    assert path.exists()


def test_other_schemas_of_the_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "test.duckdb"
    sink = DuckDBSink(path, "oltp")
    sink.load(blocks(1), replace=False)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema star")
        connection.execute("create view star.patients as select * from oltp.patients")
        connection.execute("create table star.patients_kept as select * from oltp.patients")

    sink.load(blocks(2), replace=True)

    with duckdb.connect(str(path)) as connection:
        for table, count in (("patients", 2 * len(NASTY)), ("patients_kept", len(NASTY))):
            assert connection.execute(f"select count(*) from star.{table}").fetchone() == (count,)


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (
            duckdb.IOException('Could not write file "x.duckdb": No space left on device'),
            LoadError,
            "the disk of x.duckdb is full; free space and try again",
        ),
        (duckdb.OutOfMemoryException("too\nlittle"), LoadError, "not enough memory to load"),
        (duckdb.ConstraintException("Violates\nkey"), LoadError, "refused the rows: Violates key"),
        (PermissionError(13, "Permission denied"), ConnectionFailedError, "check DUCKDB_PATH"),
    ],
)
def test_each_failure_is_one_line(error: Exception, kind: type[HospitalError], said: str) -> None:
    message = explained(error, Path("x.duckdb"))
    assert isinstance(message, kind)
    assert said in str(message)
    assert "\n" not in str(message)
