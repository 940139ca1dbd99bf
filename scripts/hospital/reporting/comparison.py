"""The comparison of the engines as tables."""

from __future__ import annotations

from rich.table import Table

from hospital.reporting.console import console
from hospital.verification.compare import Comparison


def print_comparison(comparison: Comparison) -> None:
    """Prints each mart's rows and checksum, then what each engine took and passed."""
    first = comparison.results[0]
    marts = Table("mart", "rows", f"checksum on {first.engine}")
    marts.columns[1].justify = "right"
    for result in comparison.results[1:]:
        marts.add_column(str(result.engine))
    for name, digest in first.digests.items():
        others = [result.digests.get(name) for result in comparison.results[1:]]
        marts.add_row(
            name,
            f"{len(digest.rows):,}",
            digest.checksum[:16],
            *(
                "identical" if other and other.checksum == digest.checksum else "DIFFERENT"
                for other in others
            ),
        )
    engines = Table("engine")
    for heading in ("load", "build and tests", "tests passed", "wrong cells of the answers"):
        engines.add_column(heading, justify="right")
    for result in comparison.results:
        engines.add_row(
            str(result.engine),
            f"{result.load_seconds:.1f} s",
            f"{result.build_seconds:.1f} s",
            f"{result.tests.passed:,}",
            f"{sum(answer.differing_cells for answer in result.answers.failures):,}",
        )
    output = console()
    output.print(marts)
    output.print(engines)
