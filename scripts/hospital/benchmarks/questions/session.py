"""A connection that takes times, counts the rows that a query examines, and shows its plan."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import duckdb
import mysql.connector

from hospital.config import Engine, duckdb_path, server_settings
from hospital.errors import HospitalError
from hospital.servers.connection import connect, explained

_HANDLERS = "show session status like 'Handler_read_%'"
_SCANNED = "operator_rows_scanned"
Row = tuple[Any, ...]


class Session:
    """Runs statements on one engine; made by `open_session`."""

    def __init__(self, engine: Engine, connection: Any) -> None:
        """Wrap an open connection of the engine's driver."""
        self.engine = engine
        self._connection = connection

    def execute(self, statement: str) -> None:
        """Runs a statement; rows that it may give are thrown away."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()

    def rows(self, statement: str) -> list[Row]:
        """All rows of a query."""
        return self.query(statement)[1]

    def query(self, statement: str) -> tuple[list[str], list[Row]]:
        """The names of the columns, and all rows."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(statement)
            names = [str(column[0]) for column in cursor.description]
            return names, [tuple(row) for row in cursor.fetchall()]

    def seconds(self, statement: str) -> float:
        """Wall-clock time from sending the query until its last row has arrived."""
        with closing(self._connection.cursor()) as cursor:
            began = time.monotonic()
            cursor.execute(statement)
            cursor.fetchall()
            return time.monotonic() - began

    def examined_with_plan(self, statement: str) -> tuple[int, str]:
        """Rows that a run of the query reads, those of temporary tables included, and its plan.

        MySQL and MariaDB count the reads of their storage engines (`Handler_read_*`), DuckDB the
        rows that its scans give. The plan is that of `explain analyze`, with times and rows as
        they were in that run.
        """
        if self.engine is Engine.DUCKDB:
            self.execute("pragma enable_profiling = 'json'")
            found = json.loads(self.rows(f"explain (analyze, format json) {statement}")[0][1])
            self.execute("pragma disable_profiling")
            return _scanned(found), self.rows(f"explain analyze {statement}")[0][1]
        before = self._reads()
        words = "explain analyze" if self.engine is Engine.MYSQL else "analyze format=json"
        plan = str(self.rows(f"{words} {statement}")[0][0])
        return self._reads() - before, plan

    def version(self) -> str:
        """The engine's own version."""
        return str(self.rows("select version()")[0][0])

    def _reads(self) -> int:
        return sum(int(value) for _, value in self.rows(_HANDLERS))


@contextmanager
def open_session(engine: Engine, environment: Mapping[str, str]) -> Iterator[Session]:
    """A session on the DuckDB file or the server that the environment names.

    Raises:
        HospitalError: no server answers, or one of the statements is refused.
    """
    if engine is Engine.DUCKDB:
        try:
            with duckdb.connect(str(duckdb_path(environment))) as file:
                yield Session(engine, file)
        except duckdb.Error as error:
            raise HospitalError(f"DuckDB refused: {' '.join(str(error).split())}") from error
        return
    settings = server_settings(engine, environment)
    try:
        with closing(connect(settings)) as server:
            session = Session(engine, server)
            # As dbt connects; text computed by a query compares with text of its tables.
            collation = session.rows("select @@collation_server")[0][0]
            session.execute(f"set names utf8mb4 collate {collation}")
            yield session
    except mysql.connector.Error as error:
        raise explained(error, settings) from error


def tables_and_joins(statement: str) -> tuple[int, int]:
    """How many tables a statement reads, each time that it names one counted, and its joins."""
    text = re.sub(r"--[^\n]*", "", statement).lower()
    tables = re.findall(r"\b(?:from|join)\s+[`\"]\w+[`\"]\.", text)
    return len(tables), len(re.findall(r"\bjoin\b", text))


def _scanned(profile: Mapping[str, Any]) -> int:
    return int(profile.get(_SCANNED, 0)) + sum(map(_scanned, profile.get("children", ())))
