"""Advances a DuckDB file in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from hospital.advancing.changes import Change
from hospital.advancing.revision import Revision
from hospital.config import Engine
from hospital.errors import NotBuiltError
from hospital.schema import ddl
from hospital.schema.model import Column, Table
from hospital.schema.tables import BY_NAME, TABLES
from hospital.sinks.duckdb import DuckDBSink, explained

_ENGINE = Engine.DUCKDB


@contextmanager
def revision(sink: DuckDBSink) -> Iterator[Revision]:
    """A revision of the file, which nobody else can open until it is over.

    Raises:
        HospitalError: the file is missing, open elsewhere, or cannot be written.
    """
    if not sink.path.exists():
        raise NotBuiltError(f"{sink.path} does not exist; 'hospital generate' makes it")
    try:
        with duckdb.connect(str(sink.path)) as connection:
            # Leaving without a commit, in whatever way, leaves the file as it was.
            connection.begin()
            yield _Revision(sink, connection)
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # what DuckDB makes of Ctrl-C in a statement
            raise
        raise KeyboardInterrupt from error
    except (duckdb.Error, OSError) as error:
        raise explained(error, sink.path) from error


class _Revision(Revision):
    def __init__(self, sink: DuckDBSink, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(sink.name)
        self._database = sink.database
        self._connection = connection

    def rows_of(self, table: str, columns: str) -> list[tuple[Any, ...]] | None:
        """See `Revision.rows_of`."""
        found = self._connection.execute(
            "select 1 from duckdb_tables() where database_name = current_database() "
            "and schema_name = ? and table_name = ?",
            [self._database, table],
        ).fetchone()
        if found is None:
            return None
        return self._connection.execute(f"select {columns} from {self._live(table)}").fetchall()

    def stage(self, change: Change) -> None:
        """See `Revision.stage`."""
        for side, rows in (("before", change.before), ("after", change.after)):
            name = _side(side, change.table.name)
            self._connection.execute(
                f"create temporary table if not exists {name} "
                f"as from {self._live(change.table.name)} limit 0"
            )
            self._connection.register("staged_rows", rows)
            self._connection.execute(f"insert into {name} from staged_rows")
            self._connection.unregister("staged_rows")

    def publish(self) -> None:
        """See `Revision.publish`."""
        for name in self.tables():
            self._refuse_foreign_rows(name)
        rebuilt = self._to_rebuild()
        for name in reversed([table.name for table in TABLES if table.name in rebuilt]):
            self._set_aside(name)
        for name in BY_NAME:
            if name in rebuilt:
                self._rebuild(BY_NAME[name])
            elif name in self.counts:
                self._change(BY_NAME[name])
        self._connection.commit()

    def _refuse_foreign_rows(self, name: str) -> None:
        """Raises LoadError where a row to change is another one, or one to insert is there."""
        key = BY_NAME[name].primary_key.name
        before, after, live = _side("before", name), _side("after", name), self._live(name)
        for query in (
            f"select {key} from (from {before} except from {live})",
            f"select {key} from {after} anti join {before} using ({key}) semi join {live} "
            f"using ({key})",
        ):
            found = self._connection.execute(f"{query} order by {key} limit 1").fetchone()
            if found is not None:
                raise self.changed_by_hand(name, found[0])

    def _to_rebuild(self) -> set[str]:
        """Tables that DuckDB cannot change in place, and those that refer to them.

        It refuses to delete a row in the transaction that deletes the rows which refer to it, and
        to update an indexed column of a row that others refer to.
        """
        referenced = {column.references for table in TABLES for column in table.columns}
        rebuilt = set()
        for name, counts in self.counts.items():
            table = BY_NAME[name]
            indexed = {column.name for column in table.columns if _has_index(column)}
            if name in referenced and (counts.deleted or indexed & self.columns[name]):
                rebuilt.add(name)
        for table in TABLES:  # parents come first
            if any(column.references in rebuilt for column in table.columns):
                rebuilt.add(table.name)
        return rebuilt

    def _set_aside(self, name: str) -> None:
        live, key = self._live(name), BY_NAME[name].primary_key.name
        kept = _side("kept", name)
        self._connection.execute(f"create temporary table {kept} as from {live}")
        if name in self.counts:
            self._connection.execute(
                f"delete from {kept} where {key} in (select {key} from {_side('before', name)})"
            )
            self._connection.execute(f"insert into {kept} from {_side('after', name)}")
        self._connection.execute(f"drop table {live}")

    def _rebuild(self, table: Table) -> None:
        kept = _side("kept", table.name)
        self._connection.execute(ddl.create_table(_ENGINE, table, self._database))
        self._connection.execute(f"insert into {self._live(table.name)} from {kept}")
        for statement in (
            *ddl.create_indexes(_ENGINE, table, self._database),
            *ddl.comments(_ENGINE, table, self._database),
        ):
            self._connection.execute(statement)

    def _change(self, table: Table) -> None:
        name, key = table.name, table.primary_key.name
        before, after, live = _side("before", name), _side("after", name), self._live(name)
        self._connection.execute(
            f"delete from {live} where {key} in "
            f"(select {key} from {before} anti join {after} using ({key}))"
        )
        if self.columns[name]:
            values = ", ".join(
                f"{column} = after.{column}" for column in sorted(self.columns[name])
            )
            self._connection.execute(
                f"update {live} as live set {values} from {after} as after "
                f"where live.{key} = after.{key} and after.{key} in (select {key} from {before})"
            )
        self._connection.execute(
            f"insert into {live} from {after} anti join {before} using ({key})"
        )

    def _live(self, table: str) -> str:
        return ddl.quoted(_ENGINE, self._database, table)


def _has_index(column: Column) -> bool:
    return column.unique or column.references is not None or (column.indexed and not column.renewed)


def _side(side: str, table: str) -> str:
    return f"temp.advance_{side}_{table}"
