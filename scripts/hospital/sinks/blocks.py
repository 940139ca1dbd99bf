"""What a sink is given: blocks of rows, checked against the declared schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import pyarrow as pa

from hospital.errors import LoadError
from hospital.schema.arrow import arrow_schema
from hospital.schema.model import Table
from hospital.schema.tables import BY_NAME, TABLES

Block = Mapping[str, pa.RecordBatch | pa.Table]

LOAD_LOG = "data_loads"  # holds a row where the simulator wrote the database
MAY_REPLACE = "give --replace to replace it"
OWN_DATA = (
    "the simulator did not write it, and --replace never touches one's own rows: "
    "empty the tables yourself or set OLTP_DATABASE to another name"
)


class Sink(Protocol):
    """An OLTP database that takes a whole simulation or nothing."""

    @property
    def name(self) -> str:
        """What and where it is, for messages."""

    def load(self, blocks: Iterable[Block], *, replace: bool) -> dict[str, int]:
        """Puts the blocks in place of what the database holds; the rows written, per table.

        Either all blocks arrive and become visible at once, or the database stays as it was.

        Raises:
            DataExistsError: it holds rows that the simulator did not write, or `replace` is false.
            HospitalError: no connection, no rights, a full disk, a failed constraint …
        """

    def create_empty(self) -> None:
        """Creates the empty tables, for rows written by hand.

        Raises:
            DataExistsError: a table of that name holds rows.
        """


def tables_of(block: Block) -> Iterator[tuple[Table, pa.Table]]:
    """The block's tables that hold rows, parents before children.

    Raises:
        LoadError: a table is unknown or has other columns than declared.
    """
    unknown = sorted(set(block) - set(BY_NAME))
    if unknown:
        raise LoadError(f"the simulator made rows of an undeclared table: {unknown[0]}")
    for table in TABLES:
        rows = block.get(table.name)
        if rows is None or rows.num_rows == 0:
            continue
        if isinstance(rows, pa.RecordBatch):
            rows = pa.Table.from_batches([rows])
        expected = arrow_schema(table)
        if rows.schema.names != expected.names or rows.schema.types != expected.types:
            raise LoadError(f"the simulator's columns of {table.name} are not those declared")
        yield table, rows
