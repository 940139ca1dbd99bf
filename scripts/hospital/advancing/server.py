"""Advances a MySQL or MariaDB database in one transaction, over rows in temporary tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import mysql.connector
import pyarrow as pa
from mysql.connector.abstracts import MySQLConnectionAbstract

from hospital.advancing.changes import Change
from hospital.advancing.revision import Revision
from hospital.errors import LoadError
from hospital.schema import ddl
from hospital.schema.tables import BY_NAME
from hospital.servers.connection import connect, explained, scalar
from hospital.sinks.mysql import ServerSink
from hospital.sinks.rows import value_lists

_INSERT_ROWS = 2_000
_LOCK_SECONDS = 10
_ROW_LOCK_SECONDS = 20
_WAITED_IN_VAIN = {1205, 1213}  # for a row's lock, or in a deadlock


@contextmanager
def revision(sink: ServerSink) -> Iterator[Revision]:
    """A revision of the database; no load can begin until it is over.

    Raises:
        HospitalError: no connection, no rights, or another program is writing.
    """
    try:
        with closing(connect(sink.settings)) as connection:
            yield _Revision(sink, connection)
    except mysql.connector.Error as error:
        if error.errno in _WAITED_IN_VAIN:
            raise LoadError(
                f"another program is writing into {sink.name}; wait until it has ended"
            ) from error
        raise explained(error, sink.settings) from error


class _Revision(Revision):
    """The connection holds the lock of `SideDatabase`; the server drops it with the connection."""

    def __init__(self, sink: ServerSink, connection: MySQLConnectionAbstract) -> None:
        super().__init__(sink.name)
        self._database, self._engine = sink.database, sink.settings.engine
        self._connection = connection
        lock = (f"hospital:{self._database}"[:64], _LOCK_SECONDS)
        if scalar(connection, "select get_lock(%s, %s)", lock) != 1:
            raise LoadError(
                f"another load into {self._database} is under way; wait until it has ended"
            )
        self._run("set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'")
        self._run(f"set session innodb_lock_wait_timeout = {_ROW_LOCK_SECONDS}")

    def rows_of(self, table: str, columns: str) -> list[tuple[Any, ...]] | None:
        """See `Revision.rows_of`."""
        statement = (
            "select 1 from information_schema.tables where table_schema = %s and table_name = %s"
        )
        if scalar(self._connection, statement, (self._database, table)) is None:
            return None
        return self._run(f"select {columns} from {self._live(table)}")

    def stage(self, change: Change) -> None:
        """See `Revision.stage`."""
        name = change.table.name
        for side, rows in (("before", change.before), ("after", change.after)):
            target = self._side(side, name)
            self._run(f"create temporary table if not exists {target} like {self._live(name)}")
            for values in value_lists(pa.Table.from_batches([rows]), _INSERT_ROWS):
                self._run(f"insert into {target} values {values}")

    def publish(self) -> None:
        """See `Revision.publish`."""
        # an alias in a delete of several tables is looked up in the default database
        self._run(f"use {ddl.quoted(self._engine, self._database)}")
        self._run("start transaction")
        for name in self.tables():
            self._refuse_foreign_rows(name)
        for name in reversed(self.tables()):
            self._delete(name)
        for name in self.tables():
            self._update_and_insert(name)
        self._run("commit")

    def _refuse_foreign_rows(self, name: str) -> None:
        """Raises LoadError where a row to change is another one, or one to insert is there.

        The rows are locked from then on.
        """
        key = BY_NAME[name].primary_key.name
        before, after, live = (
            self._side("before", name),
            self._side("after", name),
            self._live(name),
        )
        alike = " and ".join(
            f"live.{column} <=> staged.{column}" for column in BY_NAME[name].column_names
        )
        for query in (
            f"select staged.{key} from {before} as staged left join {live} as live "
            f"on live.{key} = staged.{key} and {alike} where live.{key} is null "
            f"order by staged.{key} limit 1 for update",
            f"select after.{key} from {after} as after inner join {live} as live "
            f"on live.{key} = after.{key} left join {before} as staged "
            f"on staged.{key} = after.{key} where staged.{key} is null "
            f"order by after.{key} limit 1 for update",
        ):
            rows = self._run(query)
            if rows:
                raise self.changed_by_hand(name, rows[0][0])

    def _delete(self, name: str) -> None:
        key = BY_NAME[name].primary_key.name
        self._run(
            f"delete live from {self._live(name)} as live "
            f"inner join {self._side('before', name)} as staged on staged.{key} = live.{key} "
            f"left join {self._side('after', name)} as after on after.{key} = live.{key} "
            f"where after.{key} is null"
        )

    def _update_and_insert(self, name: str) -> None:
        key = BY_NAME[name].primary_key.name
        before, after, live = (
            self._side("before", name),
            self._side("after", name),
            self._live(name),
        )
        if self.columns[name]:
            # received_at is named whenever a row changes, or the server would set it to now
            values = ", ".join(
                f"live.{column} = after.{column}"
                for column in BY_NAME[name].column_names
                if column in self.columns[name] or BY_NAME[name].column(column).renewed
            )
            self._run(
                f"update {live} as live inner join {after} as after on after.{key} = live.{key} "
                f"inner join {before} as staged on staged.{key} = live.{key} set {values}"
            )
        columns = ", ".join(f"after.{column}" for column in BY_NAME[name].column_names)
        self._run(
            f"insert into {live} select {columns} from {after} as after "
            f"left join {before} as staged on staged.{key} = after.{key} where staged.{key} is null"
        )

    def _run(self, statement: str) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            if cursor.description is None:
                return []
            return [tuple(row) for row in cursor.fetchall()]

    def _live(self, table: str) -> str:
        return ddl.quoted(self._engine, self._database, table)

    def _side(self, side: str, table: str) -> str:
        return ddl.quoted(self._engine, self._database, f"advance_{side}_{table}")
