"""Loads MySQL and MariaDB: into a side database first, then into place by one atomic rename."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import mysql.connector
import pyarrow as pa
from mysql.connector.abstracts import MySQLConnectionAbstract

from hospital.config import ServerSettings
from hospital.errors import DataExistsError, LoadError
from hospital.schema import ddl
from hospital.schema.model import Table
from hospital.schema.tables import BY_NAME, TABLES
from hospital.servers.connection import connect, explained, scalar
from hospital.sinks.blocks import (
    LOAD_LOG,
    MAY_REPLACE,
    OWN_DATA,
    Checked,
    Database,
    Load,
    Writer,
)
from hospital.sinks.rows import LOAD_OPTIONS, tab_separated, value_lists

_INSERT_ROWS = 2_000
# The server may take a moment to notice that an earlier load's connection has gone.
_LOCK_SECONDS = 10
# What makes a load unsafe is switched on; how strings are read does not depend on the server.
_SQL_MODE = "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION"


@dataclass(frozen=True)
class ServerSink(Database):
    """The OLTP database `database` on a server.

    `<database>__loading` takes the rows and `<database>__old` those replaced; both are gone after a
    load, and a later load clears what a killed one left of them.
    """

    settings: ServerSettings
    database: str

    @property
    def name(self) -> str:
        """See `Sink.name`."""
        return f"{self.database} on {self.settings.engine} at {self.settings.address}"

    @property
    def answer_key(self) -> str:
        """See `Sink.answer_key`; the server takes no files, so it lies in the working directory."""
        return str(Path("data") / f"{self.database}.{self.settings.engine}.answer_key")

    @contextmanager
    def loading(self, *, replace: bool) -> Iterator[Load]:
        """See `Sink.loading`."""
        with self._session() as session:
            if not (replace and session.is_simulated()):
                session.refuse_data(OWN_DATA if replace else MAY_REPLACE)
            session.refuse_foreign_children()
            session.clear_leftovers()
            session.prepare()
            try:
                yield session
            except BaseException:
                with suppress(mysql.connector.Error):  # the next load clears them
                    session.drop_side_databases()
                raise

    def create_empty(self) -> None:
        """See `Database.create_empty`."""
        with self._session() as session:
            session.refuse_data("'hospital init' never empties a database")
            session.refuse_foreign_children()
            session.clear_leftovers()
            session.prepare()
            session.publish()

    @contextmanager
    def _session(self) -> Iterator[_Session]:
        with tempfile.TemporaryDirectory(prefix="hospital-") as name:
            folder = Path(name)
            connection = connect(self.settings, local_folder=folder)
            try:
                yield _Session(connection, self.settings, self.database, folder)
            except mysql.connector.Error as error:
                raise explained(error, self.settings) from error
            except OSError as error:
                raise LoadError(f"cannot write the rows to {folder}: {error.strerror}") from error
            finally:
                connection.close()


class _Session:
    """One connection while it loads; it holds a lock that the server drops with the connection."""

    def __init__(
        self,
        connection: MySQLConnectionAbstract,
        settings: ServerSettings,
        database: str,
        folder: Path,
    ) -> None:
        self._connection = connection
        self._engine = settings.engine
        self._live = database
        self._side = f"{database}__loading"
        self._old = f"{database}__old"
        self._file = folder / "rows.tsv"
        self._run(f"set session sql_mode = '{_SQL_MODE}'")
        lock = (f"hospital:{database}"[:64], _LOCK_SECONDS)
        if scalar(connection, "select get_lock(%s, %s)", lock) != 1:
            raise LoadError(f"another load into {database} is under way; wait until it has ended")
        self._local_infile = bool(scalar(connection, "select @@global.local_infile"))

    def is_simulated(self) -> bool:
        """Whether the live database's rows are those of an earlier load."""
        if LOAD_LOG not in self._tables(self._live):
            return False
        table = ddl.quoted(self._engine, self._live, LOAD_LOG)
        return scalar(self._connection, f"select 1 from {table} limit 1") is not None

    def refuse_data(self, advice: str) -> None:
        """Raises DataExistsError where a table of ours in the live database holds a row."""
        for name in self._tables(self._live):
            if name not in BY_NAME:
                continue
            table = ddl.quoted(self._engine, self._live, name)
            if scalar(self._connection, f"select 1 from {table} limit 1") is not None:
                raise DataExistsError(f"{self._live}.{name} already holds data; {advice}")

    def refuse_foreign_children(self) -> None:
        """Raises LoadError where a table that is not ours references one that would be replaced."""
        child = scalar(
            self._connection,
            "select concat(table_schema, '.', table_name) from information_schema.key_column_usage "
            "where referenced_table_schema = %s and (table_schema not in (%s, %s, %s) "
            f"or table_name not in ({', '.join(['%s'] * len(TABLES))})) limit 1",
            (self._live, self._live, self._side, self._old, *BY_NAME),
        )
        if child is not None:
            raise LoadError(
                f"table {child} has a foreign key to a table of {self._live}; "
                f"drop that key, then load again"
            )

    def clear_leftovers(self) -> None:
        """Drops what a load that died has left, and says so."""
        for database, what in ((self._side, "the rows of"), (self._old, "rows replaced by")):
            if self._exists(database):
                print(f"removing {database}: {what} a load that was broken off", file=sys.stderr)
                self._drop(database)

    def prepare(self) -> None:
        """Creates the side database with tables that have nothing but their primary keys."""
        if not self._local_infile:
            print(
                "the server forbids LOAD DATA LOCAL INFILE (local_infile is off); "
                "loading with slower inserts",
                file=sys.stderr,
            )
        self._run(ddl.create_database(self._engine, self._side))
        for table in TABLES:
            self._run(ddl.create_table(self._engine, table, self._side))

    @property
    def writer(self) -> Writer:
        """See `Load.writer`."""
        return Checked()

    def accept(self, part: list[tuple[str, pa.Table]]) -> dict[str, int]:
        """See `Load.accept`."""
        for name, rows in part:
            self._write(BY_NAME[name], rows)
        return {name: rows.num_rows for name, rows in part}

    def _write(self, table: Table, rows: pa.Table) -> None:
        """Adds the rows to the side table.

        Raises:
            LoadError: the server took fewer rows, or changed a value.
        """
        target = ddl.quoted(self._engine, self._side, table.name)
        if not self._local_infile:
            for values in value_lists(rows, _INSERT_ROWS):
                self._run(f"insert into {target} values {values}")
            return
        with self._file.open("wb") as file:
            file.writelines(tab_separated(rows))
        path = str(self._file).replace("\\", "\\\\").replace("'", "\\'")
        taken = self._run(f"load data local infile '{path}' into table {target} {LOAD_OPTIONS}")
        # LOCAL turns errors into warnings: rows left out, values cut.
        warning = self._first_warning()
        self._file.unlink()
        if warning is not None or taken != rows.num_rows:
            raise LoadError(
                f"the server took {taken} of {rows.num_rows} rows of {table.name}: "
                f"{warning or 'it gave no reason'}"
            )

    def _add_keys(self) -> None:
        """Adds unique and foreign keys and indexes, after a check that no row breaks one."""
        for table in TABLES:
            self._refuse_orphans(table)
        # The check above is one join per key; the server's own would copy every table.
        self._run("set session foreign_key_checks = 0")
        for table in TABLES:
            statement = ddl.add_keys(self._engine, table, self._side)
            if statement is not None:
                self._run(statement)
        self._run("set session foreign_key_checks = 1")
        names = ", ".join(ddl.quoted(self._engine, self._side, name) for name in BY_NAME)
        self._run(f"analyze table {names}")

    def publish(self) -> None:
        """Adds the keys and moves the side tables into the live database, all at once."""
        self._add_keys()
        self._run(ddl.create_database(self._engine, self._live))
        self._run(ddl.create_database(self._engine, self._old))
        moves = [(self._live, self._old, name) for name in self._tables(self._live)]
        moves = [move for move in moves if move[2] in BY_NAME]
        moves += [(self._side, self._live, name) for name in BY_NAME]
        renames = ", ".join(
            f"{ddl.quoted(self._engine, source, name)} to {ddl.quoted(self._engine, target, name)}"
            for source, target, name in moves
        )
        self._run(f"rename table {renames}")
        self.drop_side_databases()

    def drop_side_databases(self) -> None:
        """Drops the side database and that of the replaced tables."""
        for database in (self._side, self._old):
            self._drop(database)

    def _refuse_orphans(self, table: Table) -> None:
        child = ddl.quoted(self._engine, self._side, table.name)
        for column in table.columns:
            if column.references is None:
                continue
            parent = BY_NAME[column.references]
            key = f"parent.{parent.primary_key.name}"
            orphan = scalar(
                self._connection,
                f"select child.{column.name} from {child} as child "
                f"left join {ddl.quoted(self._engine, self._side, parent.name)} as parent "
                f"on child.{column.name} = {key} "
                f"where child.{column.name} is not null and {key} is null limit 1",
            )
            if orphan is not None:
                raise LoadError(
                    f"{table.name}.{column.name} = {orphan} has no row in {parent.name}"
                )

    def _tables(self, database: str) -> list[str]:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "select table_name from information_schema.tables "
                "where table_schema = %s and table_type = 'BASE TABLE'",
                (database,),
            )
            return [str(name) for (name,) in cursor.fetchall()]

    def _exists(self, database: str) -> bool:
        statement = "select 1 from information_schema.schemata where schema_name = %s"
        return scalar(self._connection, statement, (database,)) is not None

    def _drop(self, database: str) -> None:
        self._run("set session foreign_key_checks = 0")
        self._run(f"drop database if exists {ddl.quoted(self._engine, database)}")
        self._run("set session foreign_key_checks = 1")

    def _run(self, statement: str) -> int:
        """Rows affected."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            if cursor.description is not None:
                cursor.fetchall()
            return cursor.rowcount

    def _first_warning(self) -> str | None:
        with self._connection.cursor() as cursor:
            cursor.execute("show warnings limit 1")
            rows = cursor.fetchall()
        return str(rows[0][2]) if rows else None  # type: ignore[index]
