"""Loads MySQL and MariaDB: into a side database first, then into place by one atomic rename."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import mysql.connector
import pyarrow as pa

from hospital.config import ServerSettings
from hospital.schema import ddl
from hospital.schema.tables import TABLES
from hospital.servers.connection import connect, explained
from hospital.sinks.blocks import MAY_REPLACE, OWN_DATA, Block, Database, Load, Writer, tables_of
from hospital.sinks.lanes import Lane, Lanes, opened_lanes
from hospital.sinks.rows import tab_separated, value_lists
from hospital.sinks.side_database import SideDatabase

_INSERT_ROWS = 2_000


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
        with self._side_database() as side:
            if not (replace and side.is_simulated()):
                side.refuse_data(OWN_DATA if replace else MAY_REPLACE)
            side.make_ready()
            try:
                with opened_lanes(self.settings) as lanes:
                    yield _Load(side, lanes)
            except BaseException:
                with suppress(mysql.connector.Error):  # the next load clears them
                    side.drop()
                raise

    def create_empty(self) -> None:
        """See `Database.create_empty`."""
        with self._side_database() as side:
            side.refuse_data("'hospital init' never empties a database")
            side.make_ready()
            with opened_lanes(self.settings) as lanes:
                _Load(side, lanes).publish()

    @contextmanager
    def _side_database(self) -> Iterator[SideDatabase]:
        try:
            with closing(connect(self.settings)) as connection:
                yield SideDatabase(connection, self.settings.engine, self.database)
        except mysql.connector.Error as error:
            raise explained(error, self.settings) from error


@dataclass(frozen=True)
class _Rendered:
    """A block's rows of one table: lines for LOAD DATA, or lists of values for inserts."""

    table: str
    rows: int
    lines: tuple[pa.Buffer, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Renderer:
    """Renders the rows, in whichever process it is."""

    as_lines: bool

    def prepare(self, number: int, block: Block) -> list[_Rendered]:  # noqa: ARG002
        """See `Writer.prepare`."""
        return [
            _Rendered(table.name, rows.num_rows, lines=tuple(tab_separated(rows)))
            if self.as_lines
            else _Rendered(table.name, rows.num_rows, values=tuple(value_lists(rows, _INSERT_ROWS)))
            for table, rows in tables_of(block)
        ]


class _Load:
    """The rows go over several connections; keys and indexes follow when all are there."""

    def __init__(self, side: SideDatabase, lanes: Lanes) -> None:
        self._side = side
        self._lanes = lanes
        self._rows: Counter[str] = Counter()

    @property
    def writer(self) -> Writer:
        """See `Load.writer`."""
        return _Renderer(self._side.takes_files)

    def accept(self, parts: list[_Rendered]) -> dict[str, int]:
        """See `Load.accept`."""
        for part in parts:
            self._rows[part.table] += part.rows
            self._lanes.submit(partial(_send, part, self._side.qualified(part.table)))
        return {part.table: part.rows for part in parts}

    def publish(self) -> None:
        """See `Load.publish`."""
        self._lanes.finish()
        # The server is busy longest with the largest tables: these first.
        for table in sorted(TABLES, key=lambda table: -self._rows[table.name]):
            indexes = ddl.add_indexes(self._side.engine, table, self._side.name)
            if indexes is not None:
                self._lanes.submit(partial(Lane.run, statement=indexes))
        for table in TABLES:
            for column in table.columns:
                if column.references is not None:
                    self._lanes.submit(self._side.orphan_check(table, column))
        self._lanes.finish()
        self._side.publish()


def _send(part: _Rendered, target: str, lane: Lane) -> None:
    if part.lines:
        lane.load(part.table, target, part.lines, part.rows)
    for values in part.values:
        lane.run(f"insert into {target} values {values}")
