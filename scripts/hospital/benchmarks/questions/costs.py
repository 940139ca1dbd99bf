"""What the star costs, in words and tables: build, refresh, indexes, break-even."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence

from hospital.benchmarks.questions.contestants import AGGREGATED, STAR
from hospital.benchmarks.questions.figures import Size, break_even, build_ratios
from hospital.benchmarks.questions.markdown import duration, table
from hospital.benchmarks.questions.words import CONTESTANTS, INDEX_REASONS

_SLOWEST = 8


def sections(sizes: Sequence[Size]) -> Iterator[str]:
    """The part of the page that is about the cost of the star."""
    yield "## What the star costs\n"
    yield (
        "Full build and refresh are dbt runs with two threads, from the start of the first model "
        "to the end of the last, of everything in the project: staging, star, answers, the log of "
        "quality and of published figures. A refresh loads what one more day has changed. A round "
        "is each of the four questions once, warm; after so many rounds the seconds that the star "
        "saves against the OLTP as given have paid for the build.\n"
    )
    yield in_short(sizes)
    yield from _by_hand([size for size in sizes if "pairs" in size["build"]])
    size = sizes[-1]
    yield f"The models that take longest, at {size['encounter_count']:,} encounters:\n"
    models = size["build"]["models"][:_SLOWEST]
    yield table(
        ("model", "seconds"), [(f"`{each['model']}`", f"{each['seconds']:.1f}") for each in models]
    )


def in_short(sizes: Sequence[Size]) -> str:
    """Build, refresh and break-even by size."""
    header = (
        *("encounters", "full build", "refresh after one day"),
        *(f"rounds to pay a build, {CONTESTANTS[each]}" for each in (STAR, AGGREGATED)),
        f"rounds to pay a refresh, {CONTESTANTS[STAR]}",
    )
    rows = []
    for size in sizes:
        full = size["build"]["full_build"]["model_seconds"]
        refresh = size["build"]["refresh"]["model_seconds"]
        rows.append(
            (
                f"{size['encounter_count']:,}",
                duration(full),
                duration(refresh),
                _rounds(break_even(size, STAR, full)),
                _rounds(break_even(size, AGGREGATED, full)),
                _rounds(break_even(size, STAR, refresh)),
            )
        )
    return table(header, rows)


def _by_hand(sizes: Sequence[Size]) -> Iterator[str]:
    if not sizes:
        return
    yield (
        "The same tables with the same indexes by plain SQL (`create table`, `insert … select`, "
        "`add index`, `analyze table`) in the same run, over two connections. Each build by dbt is "
        "followed by one by hand; medians, and the smallest and the largest ratio of a pair:\n"
    )
    yield table(
        ("encounters", "dbt, model time", "by hand", "ratio", "of pairs"),
        [_pairs(size) for size in sizes],
    )
    size = sizes[-1]
    yield (
        f"What each index costs at {size['encounter_count']:,} encounters, added to the full "
        "table by itself:\n"
    )
    yield table(
        ("index", "what for", "seconds", "MiB"),
        [
            (
                f"`{each['table']} ({', '.join(each['columns'])})`",
                INDEX_REASONS[",".join(each["columns"])],
                f"{each['seconds']:.1f}",
                f"{each['bytes'] / 2**20:.1f}",
            )
            for each in size["build"]["indexes"]
        ],
    )


def _pairs(size: Size) -> tuple[str, ...]:
    pairs, ratios = size["build"]["pairs"], build_ratios(size)
    spread = f" ({min(ratios):.2f} to {max(ratios):.2f})" if len(ratios) > 1 else ""
    return (
        f"{size['encounter_count']:,}",
        *(
            duration(statistics.median(pair[name] for pair in pairs))
            for name in ("model_seconds", "by_hand_seconds")
        ),
        f"{statistics.median(ratios):.2f}{spread}",
        str(len(pairs)),
    )


def _rounds(rounds: float) -> str:
    return "never" if math.isinf(rounds) else f"{math.ceil(rounds):,}"
