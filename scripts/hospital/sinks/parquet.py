"""Writes Parquet: one file per block and table, in a folder per table, ready for Spark.

    encounters/part-00001.parquet …    the number is the block's: 0 holds the reference tables
    _manifest.json                     settings; rows, checksum (see `fingerprint`) and files
    _SUCCESS                           written last, as Hadoop's committers do

Decimals stay decimals, timestamps are microseconds without time zone, dates are days; every file
has the whole declared schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hospital.schema.arrow import arrow_schema
from hospital.schema.model import Table
from hospital.schema.tables import TABLES
from hospital.sinks.blocks import Block, Sink, Writer, tables_of
from hospital.sinks.folder import (
    ANSWER_KEY,
    LOADING,
    Folder,
    FolderLoad,
    address_below,
    folder_at,
    loading,
    shown,
    writing,
)
from hospital.sinks.manifest import Part, Totals

# Fast to write and smaller than Snappy; DECIMAL(12,2) as 64-bit integers, as Spark writes it.
_OPTIONS = {
    "compression": "zstd",
    "compression_level": 1,
    "store_decimal_as_integer": True,
}


@dataclass(frozen=True)
class ParquetSink(Sink):
    """The folder at `address`; `settings` are written into its manifest."""

    address: str
    settings: Mapping[str, Any]
    tables: Sequence[Table] = TABLES

    @property
    def name(self) -> str:
        """See `Sink.name`."""
        return shown(self.address)

    @property
    def answer_key(self) -> str:
        """See `Sink.answer_key`."""
        return address_below(self.address, ANSWER_KEY)

    @contextmanager
    def loading(self, *, replace: bool) -> Iterator[ParquetLoad]:
        """See `Sink.loading`."""
        folder = folder_at(self.address)
        with loading(folder, [table.name for table in self.tables], replace=replace) as load:
            yield ParquetLoad(load, _Writer(folder, tuple(self.tables)), self.settings)


@dataclass(frozen=True)
class _Writer:
    """Writes the files of a block, in whichever process it is."""

    folder: Folder
    tables: tuple[Table, ...]

    def prepare(self, number: int, block: Block) -> list[tuple[Part, str]]:
        """See `Writer.prepare`."""
        return [self.write(table, number, rows) for table, rows in tables_of(block, self.tables)]

    def write(self, table: Table, number: int, rows: pa.Table) -> tuple[Part, str]:
        """Writes one file; its report and its path.

        Raises:
            LoadError: the disk is full, or the folder cannot be written.
        """
        path = f"{table.name}/part-{number:05d}.parquet"
        with (
            writing(self.folder),
            self.folder.files.open_output_stream(f"{LOADING}/{path}", compression=None) as stream,
        ):
            pq.write_table(rows, stream, **_OPTIONS)
        return Part.of(table, rows), path


class ParquetLoad:
    """See `Load`."""

    def __init__(self, load: FolderLoad, writer: _Writer, settings: Mapping[str, Any]) -> None:
        """Begin without parts."""
        self._load = load
        self._writer = writer
        self._settings = settings
        self._paths: list[str] = []
        self._totals = Totals()

    @property
    def writer(self) -> Writer:
        """See `Load.writer`."""
        return self._writer

    def accept(self, parts: list[tuple[Part, str]]) -> dict[str, int]:
        """See `Load.accept`."""
        for part, path in parts:
            self._paths.append(path)
            self._totals.add(part)
        return {part.table: part.rows for part, _ in parts}

    def withdraw(self) -> None:
        """Marks what the folder holds as incomplete, until `publish`; undone if it never comes."""
        self._load.withdraw()

    def publish(self) -> None:
        """See `Load.publish`; a table without rows has one file without rows."""
        tables = self._writer.tables
        for table in tables:
            if not self._totals.rows(table):
                self.accept([self._writer.write(table, 0, arrow_schema(table).empty_table())])
        manifest = self._totals.manifest("parquet", self._settings, tables)
        self._load.publish(self._paths, manifest)
