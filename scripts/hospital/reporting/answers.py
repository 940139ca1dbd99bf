"""The comparison of the answers as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from hospital.reporting.console import console
from hospital.verification.answers import ORACLE, WayResult


def print_answers(results: Sequence[WayResult]) -> None:
    """Prints question, way, rows and differing cells, one line per way."""
    table = Table("question", "answered by")
    table.add_column("rows", justify="right")
    table.add_column("differing cells", justify="right")
    for position, result in enumerate(results):
        following = results[position + 1 : position + 2]
        ends_question = not following or following[0].question != result.question
        table.add_row(
            result.question if result.way == ORACLE else "",
            result.way,
            f"{result.row_count:,}",
            "reference" if result.way == ORACLE else f"{result.differing_cells:,}",
            end_section=ends_question,
        )
    console().print(table)
