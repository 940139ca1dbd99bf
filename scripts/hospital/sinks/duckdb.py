"""Loads a DuckDB file from Arrow, everything in one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from hospital.config import Engine
from hospital.errors import ConnectionFailedError, DataExistsError, HospitalError, LoadError
from hospital.schema import ddl
from hospital.schema.tables import TABLES
from hospital.sinks.blocks import (
    LOAD_LOG,
    MAY_REPLACE,
    OWN_DATA,
    Checked,
    Database,
    Load,
    Writer,
)

_ENGINE = Engine.DUCKDB
# The last one is a limit on the size of files.
_DISK_FULL = ("no space left", "out of disk space", "file too large")


@dataclass(frozen=True)
class DuckDBSink(Database):
    """The OLTP schema `database` in the file `path`; other schemas of the file are not touched."""

    path: Path
    database: str

    @property
    def name(self) -> str:
        """See `Sink.name`."""
        return f"{self.database} in {self.path}"

    @property
    def answer_key(self) -> str:
        """See `Sink.answer_key`."""
        return str(self.path.with_suffix(".answer_key"))

    @contextmanager
    def loading(self, *, replace: bool) -> Iterator[Load]:
        """See `Sink.loading`."""
        with self._transaction() as connection:
            if not (replace and self._is_simulated(connection)):
                self._refuse_data(connection, OWN_DATA if replace else MAY_REPLACE)
            self._create(connection)
            yield _Load(connection, self.database)

    def create_empty(self) -> None:
        """See `Database.create_empty`."""
        with self._transaction() as connection:
            self._refuse_data(connection, "'hospital init' never empties a database")
            self._create(connection)
            connection.commit()

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with duckdb.connect(str(self.path)) as connection:
                # Leaving without a commit, in whatever way, leaves the file as it was.
                connection.begin()
                yield connection
        except RuntimeError as error:
            if str(error) != "Query interrupted":  # what DuckDB makes of Ctrl-C in a statement
                raise
            raise KeyboardInterrupt from error
        except (duckdb.Error, OSError) as error:
            raise explained(error, self.path) from error

    def _is_simulated(self, connection: duckdb.DuckDBPyConnection) -> bool:
        table = ddl.quoted(_ENGINE, self.database, LOAD_LOG)
        return (
            LOAD_LOG in self._existing(connection)
            and connection.execute(f"select 1 from {table} limit 1").fetchone() is not None
        )

    def _refuse_data(self, connection: duckdb.DuckDBPyConnection, advice: str) -> None:
        for name in self._existing(connection):
            table = ddl.quoted(_ENGINE, self.database, name)
            if connection.execute(f"select 1 from {table} limit 1").fetchone() is not None:
                raise DataExistsError(
                    f"{self.database}.{name} in {self.path} already holds data; {advice}"
                )

    def _create(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(ddl.create_database(_ENGINE, self.database))
        for name in reversed(self._existing(connection)):
            connection.execute(f"drop table {ddl.quoted(_ENGINE, self.database, name)}")
        for table in TABLES:
            connection.execute(ddl.create_table(_ENGINE, table, self.database))
            for statement in (
                *ddl.create_indexes(_ENGINE, table, self.database),
                *ddl.comments(_ENGINE, table, self.database),
            ):
                connection.execute(statement)

    def _existing(self, connection: duckdb.DuckDBPyConnection) -> list[str]:
        """Our tables that exist, parents before children."""
        rows = connection.execute(
            "select table_name from duckdb_tables() "
            "where database_name = current_database() and schema_name = ?",
            [self.database],
        ).fetchall()
        existing = {name for (name,) in rows}
        return [table.name for table in TABLES if table.name in existing]


class _Load:
    """The rows go into one transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, database: str) -> None:
        self._connection = connection
        self._database = database

    @property
    def writer(self) -> Writer:
        """See `Load.writer`."""
        return Checked()

    def accept(self, part: list[tuple[str, pa.Table]]) -> dict[str, int]:
        """See `Load.accept`."""
        for name, rows in part:
            self._connection.register("block_rows", rows)
            target = ddl.quoted(_ENGINE, self._database, name)
            self._connection.execute(f"insert into {target} select * from block_rows")
            self._connection.unregister("block_rows")
        return {name: rows.num_rows for name, rows in part}

    def publish(self) -> None:
        """See `Load.publish`."""
        self._connection.commit()


def explained(error: Exception, path: Path) -> HospitalError:
    """The failure as one line that says what to do."""
    text = " ".join(str(error).split())
    if "Could not set lock" in text:
        holder = re.search(r"PID (\d+)", text)
        who = f"process {holder[1]}" if holder else "another process"
        return ConnectionFailedError(f"{path} is open in {who}; close it there and try again")
    if any(sign in text.lower() for sign in _DISK_FULL):
        return LoadError(f"the disk of {path} is full; free space and try again")
    if "not a valid DuckDB database" in text:
        return ConnectionFailedError(
            f"{path} is not a DuckDB file; set DUCKDB_PATH to another path"
        )
    if isinstance(error, OSError | duckdb.IOException):
        return ConnectionFailedError(f"cannot open {path}; check DUCKDB_PATH ({text})")
    if isinstance(error, duckdb.OutOfMemoryException):
        return LoadError(f"not enough memory to load {path}; close other programs ({text})")
    return LoadError(f"DuckDB refused the rows: {text}")
