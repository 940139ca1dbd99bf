"""Publishing on MySQL and MariaDB: copies beside the live tables, then one atomic rename of all."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

import mysql.connector
from mysql.connector.abstracts import MySQLConnectionAbstract

from hospital.config import Engine, server_settings
from hospital.errors import NotPublishedError
from hospital.publishing.warehouse import (
    CONTENTS,
    CONTENTS_COLUMNS,
    CONTENTS_COMMENT,
    Schemas,
    Warehouse,
    busy,
)
from hospital.schema import ddl
from hospital.servers.connection import connect, explained, scalar

# The server may take a moment to notice that the connection of a killed publish has gone.
_LOCK_SECONDS = 10
# A rename waits for whoever is reading, and whoever comes then waits for the rename: so it waits
# only shortly, lets them pass, and tries again.
_RENAME_SECONDS = 2
_RENAMES = 30
_PAUSE_SECONDS = 1.0
_WAIT_SECONDS = 60  # for all else
_WAITED_IN_VAIN = {1205, 1213}

Move = tuple[str, str, str]  # from schema, to schema, table


@contextmanager
def warehouse(
    engine: Engine, schemas: Schemas, environment: Mapping[str, str]
) -> Iterator[Warehouse]:
    """The warehouse on the server that the environment names; its connection holds the lock.

    Raises:
        NotPublishedError: a dbt run into it, another publish or a rollback is under way.
        HospitalError: no connection, no rights, or the disk is full.
    """
    settings = server_settings(engine, environment)
    try:
        with closing(connect(settings)) as connection:
            # A dbt run into the live schema takes the same one (macros/run_log/hold_warehouse.sql).
            lock = f"dbt:{schemas.live}"
            if scalar(connection, "select get_lock(%s, %s)", (lock, _LOCK_SECONDS)) != 1:
                raise busy(schemas, scalar(connection, "select is_used_lock(%s)", (lock,)))
            yield _Warehouse(engine, schemas, connection)
    except (mysql.connector.Error, OSError) as error:
        raise explained(error, settings) from error


class _Warehouse(Warehouse):
    def __init__(
        self, engine: Engine, schemas: Schemas, connection: MySQLConnectionAbstract
    ) -> None:
        super().__init__(schemas)
        self._engine = engine
        self._connection = connection
        # A build may leave the connection idle for longer than the server likes.
        self._run(f"set session wait_timeout = {24 * 60 * 60}")
        self._run(f"set session lock_wait_timeout = {_WAIT_SECONDS}")

    def tables(self, schema: str) -> set[str]:
        """See `Warehouse.tables`."""
        return self._names(schema, "BASE TABLE")

    def views(self, schema: str) -> set[str]:
        """See `Warehouse.views`."""
        return self._names(schema, "VIEW")

    def _names(self, schema: str, kind: str) -> set[str]:
        rows = self._run(
            "select table_name from information_schema.tables "
            "where table_schema = %s and table_type = %s",
            (schema, kind),
        )
        return {str(name) for (name,) in rows}

    def _contents(self, schema: str) -> Sequence[tuple[str, int, int]]:
        return self._run(
            f"select table_name, publication_number, row_count from {self._name(schema, CONTENTS)}"
        )

    def _adopt(self, copies: Sequence[Move]) -> None:
        self._empty(self.schemas.next)
        for source, target, name in copies:
            self._create(target)
            self._run(f"drop table if exists {self._name(target, name)}")
            self._copy(source, name)
            self._rename([(self.schemas.next, target, name)])
        self._drop(self.schemas.next)

    def _publish(
        self, names: Sequence[str], outgoing: Sequence[str], number: int, published_at: datetime
    ) -> dict[str, int]:
        schemas = self.schemas
        self._empty(schemas.next)
        self._empty(schemas.replaced)
        rows = {name: self._copy(schemas.build, name) for name in names}
        self._write_contents(rows, number, published_at)
        for schema in (schemas.live, schemas.previous):
            self._create(schema)
        self._rename(
            [
                *self._moves(schemas.previous, schemas.replaced, self.tables(schemas.previous)),
                *self._moves(schemas.live, schemas.previous, outgoing),
                *self._moves(schemas.next, schemas.live, [*names, CONTENTS]),
            ]
        )
        self._clear(schemas.replaced, schemas.next)
        return rows

    def _exchange(self, outgoing: Sequence[str], incoming: Sequence[str]) -> None:
        schemas = self.schemas
        self._create(schemas.live)
        self._empty(schemas.replaced)
        self._rename(
            [
                *self._moves(schemas.live, schemas.replaced, outgoing),
                *self._moves(schemas.previous, schemas.live, incoming),
                *self._moves(schemas.replaced, schemas.previous, outgoing),
            ]
        )
        self._clear(schemas.replaced)

    def _copy(self, source: str, name: str) -> int:
        """Copies a table, with its keys, indexes and comments, beside the live ones; its rows."""
        original, copy = self._name(source, name), self._name(self.schemas.next, name)
        self._run(f"create table {copy} like {original}")
        with self._connection.cursor() as cursor:
            cursor.execute(f"insert into {copy} select * from {original}")
            count = int(cursor.rowcount)
        self._run(f"analyze table {copy}")
        return count

    def _write_contents(self, rows: Mapping[str, int], number: int, published_at: datetime) -> None:
        table = self._name(self.schemas.next, CONTENTS)
        columns = ", ".join(
            f"{name} {kind.replace('timestamp', 'datetime')} not null comment {_text(comment)}"
            for name, (kind, comment) in CONTENTS_COLUMNS.items()
        )
        self._run(
            f"create table {table} ({columns}, primary key (table_name)) "
            f"comment {_text(CONTENTS_COMMENT)}"
        )
        for name, count in rows.items():
            self._run(
                f"insert into {table} values (%s, %s, %s, %s)", (name, number, published_at, count)
            )

    def _moves(self, source: str, target: str, names: Sequence[str] | set[str]) -> list[Move]:
        return [(source, target, name) for name in sorted(names)]

    def _rename(self, moves: Sequence[Move]) -> None:
        renames = ", ".join(
            f"{self._name(source, name)} to {self._name(target, name)}"
            for source, target, name in moves
        )
        self._run(f"set session lock_wait_timeout = {_RENAME_SECONDS}")
        for attempt in range(_RENAMES):
            if attempt:
                time.sleep(_PAUSE_SECONDS)
            try:
                self._run(f"rename table {renames}")
                self._run(f"set session lock_wait_timeout = {_WAIT_SECONDS}")
                return
            except mysql.connector.Error as error:
                if error.errno not in _WAITED_IN_VAIN:
                    raise
        raise NotPublishedError(
            f"nothing has changed: a transaction goes on reading the tables of "
            f"{self.schemas.live}; end it and try again"
        )

    def _create(self, schema: str) -> None:
        # MySQL makes even `if not exists` wait for every transaction that reads the schema.
        found = self._run(
            "select 1 from information_schema.schemata where schema_name = %s", (schema,)
        )
        if not found:
            self._run(ddl.create_database(self._engine, schema))

    def _empty(self, schema: str) -> None:
        """A new schema; what is in it was left by a publish that was killed."""
        self._drop(schema)
        self._create(schema)

    def _clear(self, *schemas: str) -> None:
        """Drops what is needed no more; where someone still reads it, the next publish does."""
        for schema in schemas:
            try:
                self._drop(schema)
            except mysql.connector.Error as error:
                if error.errno not in _WAITED_IN_VAIN:
                    raise

    def _drop(self, schema: str) -> None:
        self._run(f"drop database if exists {ddl.quoted(self._engine, schema)}")

    def _name(self, schema: str, table: str) -> str:
        return ddl.quoted(self._engine, schema, table)

    def _run(self, statement: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description is not None else []


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
