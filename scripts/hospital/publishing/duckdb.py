"""Publishing in a DuckDB file: one transaction.

The connection stays open from the first step to the last. dbt, in the same process, shares the
file with it, and no other process can open it in between.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from hospital.config import Engine, duckdb_path
from hospital.errors import NotBuiltError
from hospital.publishing.warehouse import (
    CONTENTS,
    CONTENTS_COLUMNS,
    CONTENTS_COMMENT,
    Schemas,
    Warehouse,
)
from hospital.schema.ddl import quoted
from hospital.sinks.duckdb import explained

_LOCK_SECONDS = 10.0  # readers come and go
_DECLARED = re.compile(r"^CREATE TABLE .*?\(", re.DOTALL)
_INDEXED = re.compile(r"^(CREATE (?:UNIQUE )?INDEX .*? ON ).*?\(", re.DOTALL)


@contextmanager
def warehouse(schemas: Schemas, environment: Mapping[str, str]) -> Iterator[Warehouse]:
    """The warehouse in the file that the environment names.

    Raises:
        NotBuiltError: there is no such file.
        ConnectionFailedError: another process has it open.
    """
    path = duckdb_path(environment).resolve()  # as dbt is given it
    if not path.exists():
        raise NotBuiltError(f"there is no file {path}; run 'hospital generate --engine duckdb'")
    try:
        with _opened(path) as connection:
            yield _Warehouse(schemas, connection)
    except duckdb.Error as error:
        raise explained(error, path) from error


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            # The same words as dbt's: DuckDB shares a file only between equal settings.
            return duckdb.connect(str(path))
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


class _Warehouse(Warehouse):
    def __init__(self, schemas: Schemas, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(schemas)
        self._connection = connection

    def tables(self, schema: str) -> set[str]:
        """See `Warehouse.tables`."""
        return self._names("duckdb_tables()", "table_name", schema)

    def views(self, schema: str) -> set[str]:
        """See `Warehouse.views`."""
        return self._names("duckdb_views()", "view_name", schema)

    def _names(self, catalog: str, column: str, schema: str) -> set[str]:
        rows = self._connection.execute(
            f"select {column} from {catalog} "
            f"where database_name = current_database() and schema_name = ?",
            [schema],
        ).fetchall()
        return {name for (name,) in rows}

    def _contents(self, schema: str) -> Sequence[tuple[str, int, int]]:
        return self._connection.execute(
            f"select table_name, publication_number, row_count from {_name(schema, CONTENTS)}"
        ).fetchall()

    def _adopt(self, copies: Sequence[tuple[str, str, str]]) -> None:
        with self._transaction():
            for source, target, name in copies:
                self._drop(target, name)
                self._copy(source, target, name)

    def _publish(
        self, names: Sequence[str], outgoing: Sequence[str], number: int, published_at: datetime
    ) -> dict[str, int]:
        schemas = self.schemas
        with self._transaction():
            for name in self.tables(schemas.previous):
                self._drop(schemas.previous, name)
            for name in outgoing:
                self._move(schemas.live, schemas.previous, name)
            rows = {name: self._copy(schemas.build, schemas.live, name) for name in names}
            self._declare_contents()
            for name, count in rows.items():
                self._connection.execute(
                    f"insert into {_name(schemas.live, CONTENTS)} values (?, ?, ?, ?)",
                    [name, number, published_at, count],
                )
        return rows

    def _exchange(self, outgoing: Sequence[str], incoming: Sequence[str]) -> None:
        schemas = self.schemas
        with self._transaction():
            for source, target, names in (
                (schemas.live, schemas.replaced, outgoing),
                (schemas.previous, schemas.live, incoming),
                (schemas.replaced, schemas.previous, outgoing),
            ):
                for name in names:
                    self._move(source, target, name)
            self._connection.execute(f'drop schema if exists "{schemas.replaced}"')

    def _declare_contents(self) -> None:
        table = _name(self.schemas.live, CONTENTS)
        columns = ", ".join(f"{name} {kind} not null" for name, (kind, _) in _COLUMNS)
        self._connection.execute(f"create table {table} ({columns}, primary key (table_name))")
        self._connection.execute(f"comment on table {table} is {_text(CONTENTS_COMMENT)}")
        for name, (_, comment) in _COLUMNS:
            self._connection.execute(f"comment on column {table}.{name} is {_text(comment)}")

    def _move(self, source: str, target: str, name: str) -> None:
        # DuckDB cannot rename a table into another schema.
        self._copy(source, target, name)
        self._drop(source, name)

    def _copy(self, source: str, target: str, name: str) -> int:
        """Copies a table with its keys, indexes and comments; the number of its rows."""
        run = self._connection.execute
        copy = _name(target, name)
        place = "where database_name = current_database() and schema_name = ? and table_name = ?"
        [(declaration, comment)] = run(
            f"select sql, comment from duckdb_tables() {place}", [source, name]
        ).fetchall()
        run(f'create schema if not exists "{target}"')
        run(_DECLARED.sub(lambda _: f"CREATE TABLE {copy} (", declaration, count=1))
        found = run(f"insert into {copy} select * from {_name(source, name)}").fetchone()
        for (index,) in run(f"select sql from duckdb_indexes() {place}", [source, name]).fetchall():
            run(_INDEXED.sub(lambda match: f"{match[1]}{copy} (", index, count=1))
        if comment is not None:
            run(f"comment on table {copy} is {_text(comment)}")
        columns = run(
            f"select column_name, comment from duckdb_columns() {place} and comment is not null",
            [source, name],
        ).fetchall()
        for column, text in columns:
            run(f'comment on column {copy}."{column}" is {_text(text)}')
        return int(found[0]) if found else 0

    def _drop(self, schema: str, name: str) -> None:
        self._connection.execute(f"drop table if exists {_name(schema, name)}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.begin()
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()


_COLUMNS = tuple(CONTENTS_COLUMNS.items())


def _name(schema: str, table: str) -> str:
    return quoted(Engine.DUCKDB, schema, table)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
