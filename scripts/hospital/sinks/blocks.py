"""What a sink is given: blocks of rows, checked against the declared schema."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from hospital.errors import LoadError
from hospital.schema.arrow import arrow_schema
from hospital.schema.model import Table
from hospital.schema.tables import TABLES

Block = Mapping[str, pa.RecordBatch | pa.Table]

LOAD_LOG = "data_loads"  # holds a row where the simulator wrote the database
MAY_REPLACE = "give --replace to replace it"
OWN_DATA = (
    "the simulator did not write it, and --replace never touches one's own rows: "
    "empty the tables yourself or set OLTP_DATABASE to another name"
)


class Writer(Protocol):
    """A load's first half: it is pickled to the process that makes a block, and works there."""

    def prepare(self, number: int, block: Block) -> Any:
        """Does with block `number` all that needs no other block; what `Load.accept` is given."""


class Load(Protocol):
    """A load under way; leaving its context without `publish` leaves the target as it was."""

    @property
    def writer(self) -> Writer:
        """What prepares the blocks."""

    def accept(self, part: Any) -> Mapping[str, int]:
        """Takes what the writer made of the next block; its rows per table."""

    def publish(self) -> None:
        """Makes the whole load visible, at once."""


class Sink(ABC):
    """A place that takes a whole simulation or nothing."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What and where it is, for messages."""

    @property
    @abstractmethod
    def answer_key(self) -> str:
        """The address of the folder beside the data that the answer key belongs into."""

    @abstractmethod
    def loading(self, *, replace: bool) -> AbstractContextManager[Load]:
        """A load in place of what is there.

        Either all blocks arrive and become visible at once, or the target stays as it was.

        Raises:
            DataExistsError: it holds rows that the simulator did not write, or `replace` is false.
            HospitalError: no connection, no rights, a full disk, a failed constraint …
        """

    def load(self, blocks: Iterable[Block], *, replace: bool) -> dict[str, int]:
        """Puts the blocks in place of what is there; the rows written, per table.

        Raises:
            HospitalError: see `loading`.
        """
        counts: Counter[str] = Counter()
        with self.loading(replace=replace) as load:
            for number, block in enumerate(blocks):
                counts.update(load.accept(load.writer.prepare(number, block)))
            load.publish()
        return dict(counts)


class Database(Sink):
    """A sink that is an OLTP database, and may also be filled by hand."""

    @abstractmethod
    def create_empty(self) -> None:
        """Creates the empty tables, for rows written by hand.

        Raises:
            DataExistsError: a table of that name holds rows.
        """


def tables_of(block: Block, tables: Sequence[Table] = TABLES) -> Iterator[tuple[Table, pa.Table]]:
    """The block's tables that hold rows, parents before children.

    Raises:
        LoadError: a table is unknown or has other columns than declared.
    """
    unknown = sorted(set(block) - {table.name for table in tables})
    if unknown:
        raise LoadError(f"the simulator made rows of an undeclared table: {unknown[0]}")
    for table in tables:
        rows = block.get(table.name)
        if rows is None or rows.num_rows == 0:
            continue
        if isinstance(rows, pa.RecordBatch):
            rows = pa.Table.from_batches([rows])
        expected = arrow_schema(table)
        if rows.schema.names != expected.names or rows.schema.types != expected.types:
            raise LoadError(f"the simulator's columns of {table.name} are not those declared")
        yield table, rows


@dataclass(frozen=True)
class Checked:
    """A writer for a load that does all its work in `accept`: it only checks the columns."""

    def prepare(self, number: int, block: Block) -> list[tuple[str, pa.Table]]:  # noqa: ARG002
        """See `Writer.prepare`."""
        return [(table.name, rows) for table, rows in tables_of(block)]
