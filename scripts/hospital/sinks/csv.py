"""Writes CSV: one file per table, its rows in the order of the blocks.

Quoted as RFC 4180 says, in UTF-8, lines ended by a line feed; the first line names the columns.
All text is quoted and nothing else is, so `""` is the empty string and an empty field is null.
Timestamps are `2025-01-31 12:30:00`, dates `2025-01-31`, decimals have all their digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.csv

from hospital.schema.model import Kind, Table
from hospital.schema.tables import TABLES
from hospital.sinks.blocks import Block, Load, Sink, Writer, tables_of
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

_OPTIONS = pa.csv.WriteOptions(include_header=False, quoting_style="needed")


@dataclass(frozen=True)
class CsvSink(Sink):
    """The folder at `address`; `settings` are written into its manifest."""

    address: str
    settings: Mapping[str, Any]

    @property
    def name(self) -> str:
        """See `Sink.name`."""
        return shown(self.address)

    @property
    def answer_key(self) -> str:
        """See `Sink.answer_key`."""
        return address_below(self.address, ANSWER_KEY)

    @contextmanager
    def loading(self, *, replace: bool) -> Iterator[Load]:
        """See `Sink.loading`."""
        folder = folder_at(self.address)
        names = [table.name for table in TABLES]
        with loading(folder, names, replace=replace) as load, ExitStack() as opened:
            streams = {}
            with writing(folder):
                for table in TABLES:
                    stream = folder.files.open_output_stream(
                        f"{LOADING}/{table.name}.csv", compression=None
                    )
                    opened.callback(_given_up, stream)
                    stream.write(",".join(table.column_names).encode() + b"\n")
                    streams[table.name] = stream
            yield _Load(folder, load, streams, self.settings)


@dataclass(frozen=True)
class _Writer:
    """Renders the rows, in whichever process it is."""

    def prepare(self, number: int, block: Block) -> list[tuple[Part, pa.Buffer]]:  # noqa: ARG002
        """See `Writer.prepare`."""
        return [(Part.of(table, rows), rendered(table, rows)) for table, rows in tables_of(block)]


def rendered(table: Table, rows: pa.Table) -> pa.Buffer:
    """The rows as the lines of a CSV file, without the line of names."""
    for position, column in enumerate(table.columns):
        if column.type.kind is Kind.DATETIME:  # always whole seconds
            seconds = rows.column(position).cast(pa.timestamp("s"))
            rows = rows.set_column(position, column.name, seconds)
    sink = pa.BufferOutputStream()
    pa.csv.write_csv(rows, sink, _OPTIONS)
    return sink.getvalue()


def _given_up(stream: pa.NativeFile) -> None:
    """Closes a stream; one that was published is closed already, and of another nothing is kept."""
    with suppress(pa.ArrowException, OSError):
        stream.close()


class _Load:
    def __init__(
        self,
        folder: Folder,
        load: FolderLoad,
        streams: Mapping[str, pa.NativeFile],
        settings: Mapping[str, Any],
    ) -> None:
        self._folder = folder
        self._load = load
        self._streams = streams
        self._settings = settings
        self._totals = Totals()

    @property
    def writer(self) -> Writer:
        """See `Load.writer`."""
        return _Writer()

    def accept(self, parts: list[tuple[Part, pa.Buffer]]) -> dict[str, int]:
        """See `Load.accept`."""
        for part, text in parts:
            with writing(self._folder):
                self._streams[part.table].write(text)
            self._totals.add(part)
        return {part.table: part.rows for part, _ in parts}

    def publish(self) -> None:
        """See `Load.publish`."""
        with writing(self._folder):
            for stream in self._streams.values():
                stream.close()
        self._load.publish(
            [f"{name}.csv" for name in self._streams],
            self._totals.manifest("csv", self._settings, TABLES),
        )
