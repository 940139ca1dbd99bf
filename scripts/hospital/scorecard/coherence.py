"""Runs the coherence checks: rules that no row of a believable hospital breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hospital.scorecard.source import Connection
from hospital.scorecard.statements import statements


@dataclass(frozen=True)
class Finding:
    """One rule, how many rows break it, and the first of them in words."""

    name: str
    rule: str
    violations: int
    example: str


def check(connection: Connection) -> Sequence[Finding]:
    """Runs every check on OLTP tables in DuckDB, after `measuring.prepare`."""
    return [
        _finding(connection, statement.name, statement.comment, statement.text)
        for statement in statements("coherence")
    ]


def _finding(connection: Connection, name: str, rule: str, query: str) -> Finding:
    result = connection.execute(f"with found as (\n{query}\n) select * from found order by 1")
    columns = [column[0] for column in result.description]
    first = result.fetchone()
    if first is None:
        return Finding(name, rule, 0, "")
    example = ", ".join(
        f"{column} {value}"
        for column, value in zip(columns, first, strict=True)
        if value is not None
    )
    violations = 1
    while rows := result.fetchmany(10_000):
        violations += len(rows)
    return Finding(name, rule, violations, example)
