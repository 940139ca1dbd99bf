"""Checksums of whole tables, worked out by the server, for tables too large to be read.

They hold on one server alone, which writes values as text in its own way. Rows count with all their
columns and in any order; a row that is there twice counts twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hospital.config import Engine
from hospital.errors import DifferenceFoundError
from hospital.verification.connections import Reader, open_reader
from hospital.verification.dbt_project import Mart

Checksums = Mapping[str, tuple[int, int]]  # by mart: rows, and the sum of their hashes


def checksums(
    engine: Engine, environment: Mapping[str, str], marts: Sequence[Mart]
) -> dict[str, tuple[int, int]]:
    """Reads a star as it is now."""
    with open_reader(engine, environment) as reader:
        return {mart.name: _checksum(reader, mart) for mart in marts}


def require_equal(increments: Checksums, refreshed: Checksums) -> None:
    """Compares what increments made with what a full refresh made of the same source.

    Raises:
        DifferenceFoundError: a mart differs.
    """
    for name, (rows, total) in refreshed.items():
        if increments[name] != (rows, total):
            raise DifferenceFoundError(
                f"{name} is not what a full refresh makes of it: after the increments it has "
                f"{increments[name][0]:,} rows, after the refresh {rows:,}, and other values"
            )


def _checksum(reader: Reader, mart: Mart) -> tuple[int, int]:
    # Null is told from text by a character that no text of the project has.
    columns = ", ".join(f"ifnull(`{name}`, char(0))" for name in mart.types)
    row = f"conv(left(sha2(concat_ws(char(31), {columns}), 256), 15), 16, 10)"
    table = reader.table(mart.schema, mart.name)
    ((rows, total),) = reader.rows(f"select count(*), sum(cast({row} as unsigned)) from {table}")
    return int(rows), int(total or 0)
