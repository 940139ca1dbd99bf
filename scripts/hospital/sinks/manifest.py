"""What is known of a load into files at its end: rows and checksum of every table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from hospital import __version__
from hospital.schema.model import Table
from hospital.sinks.fingerprint import MODULUS, as_text, fingerprint


@dataclass(frozen=True)
class Part:
    """The rows of one table in one block, as the process that wrote them reports them."""

    table: str
    rows: int
    fingerprint: int

    @classmethod
    def of(cls, table: Table, rows: pa.Table) -> Part:
        """The report on some rows of a table."""
        return cls(table.name, rows.num_rows, fingerprint(rows))


class Totals:
    """The sums of all parts."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self._rows: Counter[str] = Counter()
        self._fingerprints: Counter[str] = Counter()

    def add(self, part: Part) -> None:
        """Adds a part's rows and fingerprint."""
        self._rows[part.table] += part.rows
        self._fingerprints[part.table] += part.fingerprint

    def rows(self, table: Table) -> int:
        """The table's rows so far."""
        return self._rows[table.name]

    def manifest(
        self, file_format: str, settings: Mapping[str, Any], tables: Sequence[Table]
    ) -> dict[str, Any]:
        """The manifest but for its files; the same for every block size and number of workers."""
        return {
            "format": file_format,
            "simulator_version": __version__,
            "settings": dict(settings),
            "tables": {
                table.name: {
                    "rows": self._rows[table.name],
                    "checksum": as_text(self._fingerprints[table.name] % MODULUS),
                }
                for table in tables
            },
        }
