"""Where the star, or an index, was the slower one: at every size, cold and warm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hospital.benchmarks.questions.contestants import AGGREGATED, INDEXED, OLTP, QUESTIONS, STAR
from hospital.benchmarks.questions.figures import Size, spread
from hospital.benchmarks.questions.markdown import duration
from hospital.benchmarks.questions.words import CONTESTANTS, TITLES

_DUELS = (
    (STAR, OLTP),
    (STAR, INDEXED),
    (AGGREGATED, OLTP),
    (AGGREGATED, INDEXED),
    (AGGREGATED, STAR),
    (INDEXED, OLTP),
)


def losses(sizes: Sequence[Size]) -> Iterator[str]:
    """A sentence for each duel of medians that the one meant to be faster has lost."""
    for size in sizes:
        for number, question in QUESTIONS.items():
            for warm in (False, True):
                for contestant, rival in _DUELS:
                    mine = spread(size, question, contestant, warm=warm).median
                    theirs = spread(size, question, rival, warm=warm).median
                    if mine > theirs:
                        yield (
                            f"question {number} ({TITLES[question]}), "
                            f"{size['encounter_count']:,} encounters, "
                            f"{'warm' if warm else 'cold'}: {CONTESTANTS[contestant]} "
                            f"{duration(mine)}, {CONTESTANTS[rival]} {duration(theirs)}"
                        )
