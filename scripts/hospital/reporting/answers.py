"""The comparison of the answers as a table."""

from __future__ import annotations

from rich.table import Table

from hospital.reporting.console import console
from hospital.verification.answers import OLTP, ORACLE, Check


def print_answers(check: Check) -> None:
    """Prints question, way, rows and differing cells, one line per way.

    A last line says why the SQL on the OLTP tables may differ, if it does and may.
    """
    results = check.results
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
    output = console()
    output.print(table)
    raw_cells = sum(result.differing_cells for result in results if result.way == OLTP)
    if raw_cells and check.findings.change_the_answers:
        output.print(
            f"{OLTP} reads the source as it is, so {raw_cells:,} of its cells differ where staging "
            "repaired, merged or quarantined rows (see the quality marts); that is no failure.",
            highlight=False,
        )
