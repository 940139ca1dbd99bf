"""The side database of a load into MySQL or MariaDB, and how it takes the live one's place."""

from __future__ import annotations

import sys
from collections.abc import Callable

from mysql.connector.abstracts import MySQLConnectionAbstract

from hospital.config import Engine
from hospital.errors import DataExistsError, LoadError
from hospital.schema import ddl
from hospital.schema.model import Column, Table
from hospital.schema.tables import BY_NAME, TABLES
from hospital.servers.connection import scalar
from hospital.sinks.blocks import LOAD_LOG
from hospital.sinks.lanes import Lane

# The server may take a moment to notice that an earlier load's connection has gone.
_LOCK_SECONDS = 10


class SideDatabase:
    """`<database>__loading`, which takes the rows; `<database>__old` takes those replaced.

    Its connection holds a lock that the server drops with the connection.
    """

    def __init__(self, connection: MySQLConnectionAbstract, engine: Engine, database: str) -> None:
        """Take the lock.

        Raises:
            LoadError: another load into the database is under way.
        """
        self.engine = engine
        self.name = f"{database}__loading"
        self._connection = connection
        self._live = database
        self._old = f"{database}__old"
        lock = (f"hospital:{database}"[:64], _LOCK_SECONDS)
        if scalar(connection, "select get_lock(%s, %s)", lock) != 1:
            raise LoadError(f"another load into {database} is under way; wait until it has ended")
        self.takes_files = bool(scalar(connection, "select @@global.local_infile"))

    def qualified(self, table: str) -> str:
        """The quoted name of one of its tables."""
        return ddl.quoted(self.engine, self.name, table)

    def is_simulated(self) -> bool:
        """Whether the live database's rows are those of an earlier load."""
        if LOAD_LOG not in self._tables(self._live):
            return False
        table = ddl.quoted(self.engine, self._live, LOAD_LOG)
        return scalar(self._connection, f"select 1 from {table} limit 1") is not None

    def refuse_data(self, advice: str) -> None:
        """Raises DataExistsError where a table of ours in the live database holds a row."""
        for name in self._tables(self._live):
            if name not in BY_NAME:
                continue
            table = ddl.quoted(self.engine, self._live, name)
            if scalar(self._connection, f"select 1 from {table} limit 1") is not None:
                raise DataExistsError(f"{self._live}.{name} already holds data; {advice}")

    def make_ready(self) -> None:
        """Creates it with tables that have nothing but their primary keys.

        Drops what a load that died has left, and says so.

        Raises:
            LoadError: a table that is not ours references one that would be replaced.
        """
        self._refuse_foreign_children()
        for database, what in ((self.name, "the rows of"), (self._old, "rows replaced by")):
            if self._exists(database):
                print(f"removing {database}: {what} a load that was broken off", file=sys.stderr)
                self._drop(database)
        if not self.takes_files:
            print(
                "the server forbids LOAD DATA LOCAL INFILE (local_infile is off); "
                "loading with slower inserts",
                file=sys.stderr,
            )
        self._run(ddl.create_database(self.engine, self.name))
        for table in TABLES:
            self._run(ddl.create_table(self.engine, table, self.name))

    def orphan_check(self, table: Table, column: Column) -> Callable[[Lane], None]:
        """The task that raises LoadError where a value of the column is no key of its parent."""
        parent = BY_NAME[column.references or ""]
        key = f"parent.{parent.primary_key.name}"
        query = (
            f"select child.{column.name} from {self.qualified(table.name)} as child "
            f"left join {self.qualified(parent.name)} as parent on child.{column.name} = {key} "
            f"where child.{column.name} is not null and {key} is null limit 1"
        )

        def check(lane: Lane) -> None:
            orphan = lane.first(query)
            if orphan is not None:
                raise LoadError(
                    f"{table.name}.{column.name} = {orphan} has no row in {parent.name}"
                )

        return check

    def publish(self) -> None:
        """Declares the foreign keys and moves the tables into the live database, all at once."""
        # That no row breaks a key is known; the server's own check would copy every table.
        self._run("set session foreign_key_checks = 0")
        for table in TABLES:
            keys = ddl.add_foreign_keys(self.engine, table, self.name)
            if keys is not None:
                self._run(keys)
        self._run("set session foreign_key_checks = 1")
        self._run(f"analyze table {', '.join(self.qualified(name) for name in BY_NAME)}")
        self._run(ddl.create_database(self.engine, self._live))
        self._run(ddl.create_database(self.engine, self._old))
        moves = [(self._live, self._old, name) for name in self._tables(self._live)]
        moves = [move for move in moves if move[2] in BY_NAME]
        moves += [(self.name, self._live, name) for name in BY_NAME]
        renames = ", ".join(
            f"{ddl.quoted(self.engine, source, name)} to {ddl.quoted(self.engine, target, name)}"
            for source, target, name in moves
        )
        self._run(f"rename table {renames}")
        self.drop()

    def drop(self) -> None:
        """Drops it, and the replaced tables."""
        for database in (self.name, self._old):
            self._drop(database)

    def _refuse_foreign_children(self) -> None:
        child = scalar(
            self._connection,
            "select concat(table_schema, '.', table_name) from information_schema.key_column_usage "
            "where referenced_table_schema = %s and (table_schema not in (%s, %s, %s) "
            f"or table_name not in ({', '.join(['%s'] * len(TABLES))})) limit 1",
            (self._live, self._live, self.name, self._old, *BY_NAME),
        )
        if child is not None:
            raise LoadError(
                f"table {child} has a foreign key to a table of {self._live}; "
                f"drop that key, then load again"
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
        self._run(f"drop database if exists {ddl.quoted(self.engine, database)}")
        self._run("set session foreign_key_checks = 1")

    def _run(self, statement: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            if cursor.description is not None:
                cursor.fetchall()
