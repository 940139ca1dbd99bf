"""docs/query_analysis.md with its charts, and the figures of docs/reflection.md."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from hospital.benchmarks.questions import costs, words
from hospital.benchmarks.questions.charts import growth_chart
from hospital.benchmarks.questions.contestants import (
    AGGREGATED,
    CONTESTANTS,
    INDEXED,
    INDEXES,
    OLTP,
    QUESTIONS,
    STAR,
)
from hospital.benchmarks.questions.figures import (
    GOAL_ENCOUNTERS,
    Size,
    Spread,
    fact,
    goals,
    growth,
    nearest,
    spread,
    times_faster,
)
from hospital.benchmarks.questions.losses import losses
from hospital.benchmarks.questions.markdown import duration, table
from hospital.benchmarks.questions.plans import excerpt
from hospital.errors import NotBuiltError

_BLOCK = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)
_FOLDERS = {OLTP: "oltp", STAR: "star", AGGREGATED: "aggregate"}


def summary(sizes: Sequence[Size]) -> str:
    """The goals and the losses, for the terminal."""
    return f"{_goals(sizes)}\n{_losses(sizes)}"


def write_documents(sizes: Sequence[Size], docs: Path) -> list[Path]:
    """Writes page and charts, and the figures into the reflection's marked places.

    Raises:
        NotBuiltError: there is no docs/reflection.md to write into.
    """
    images = docs / "images"
    images.mkdir(parents=True, exist_ok=True)
    written = []
    for question in QUESTIONS.values():
        file = images / f"benchmark_{question}.svg"
        file.write_text(growth_chart(sizes, question), encoding="utf-8")
        written.append(file)
    page = docs / "query_analysis.md"
    page.write_text(analysis(sizes), encoding="utf-8")
    reflection = docs / "reflection.md"
    if not reflection.exists():
        raise NotBuiltError(f"{reflection} is missing: its figures have nowhere to go")
    text = with_figures(reflection.read_text(encoding="utf-8"), sizes)
    reflection.write_text(text, encoding="utf-8")
    return [*written, page, reflection]


def analysis(sizes: Sequence[Size]) -> str:
    """The whole page; every figure of it comes from the raw runs."""
    largest = sizes[-1]
    parts = [
        "# The four questions on OLTP and star\n",
        "Written by `hospital benchmark analysis` from the raw runs in "
        "[benchmarks](benchmarks/README.md); `make benchmark` measures anew.\n",
        f"{largest['engine']} {largest['server_version']}, "
        f"{_sizes(sizes)} encounters. "
        f"{largest['machine']}\n",
        ", ".join(f"`{name} = {value}`" for name, value in largest["settings"].items()) + ".\n",
        f"{words.COLD}\n",
        "## Who answers\n",
        _contestants(),
        "## Goals\n",
        f"At {nearest(sizes, GOAL_ENCOUNTERS)['encounter_count']:,} encounters, warm medians of "
        "one run.\n",
        _goals(sizes),
        _losses(sizes),
    ]
    for number, question in QUESTIONS.items():
        parts.extend(_question(sizes, number, question))
    parts.extend(costs.sections(sizes))
    return "\n".join(parts)


def with_figures(text: str, sizes: Sequence[Size]) -> str:
    """The text with what stands between `<!-- figures: NAME -->` and the end mark made anew."""
    blocks = {"speed": _speed, "losses": _losses, "cost": costs.in_short}
    return _BLOCK.sub(lambda found: f"{found[1]}{blocks[found[2]](sizes)}{found[3]}", text)


def _sizes(sizes: Sequence[Size]) -> str:
    return ", ".join(f"{size['encounter_count']:,}" for size in sizes)


def _contestants() -> str:
    rows = [
        (words.CONTESTANTS[OLTP], "the OLTP tables with their own keys and indexes"),
        (
            words.CONTESTANTS[INDEXED],
            "a copy with the indexes below, each chosen for one of these queries",
        ),
        (words.CONTESTANTS[STAR], "`models/marts/core` alone"),
        (
            words.CONTESTANTS[AGGREGATED],
            "`models/marts/analytics`: question 3 is summed from the monthly stays, 1 and 4 are "
            "read at their own grain, 2 is a finished ranking",
        ),
    ]
    indexes = [(f"`{index.table} ({', '.join(index.columns)})`", index.reason) for index in INDEXES]
    return "\n".join(
        (
            table(("contestant", "what it reads"), rows),
            table(("index that the given OLTP lacks", "what for"), indexes),
        )
    )


def _goals(sizes: Sequence[Size]) -> str:
    rows = [
        (goal.what, goal.asked, goal.measured, "met" if goal.is_met else "**missed**")
        for goal in goals(sizes)
    ]
    return table(("goal", "asked", "measured", ""), rows)


def _losses(sizes: Sequence[Size]) -> str:
    lines = [f"- {loss}" for loss in losses(sizes)]
    if not lines:
        return "Losses: none; no contestant was slower than the OLTP as given at any size.\n"
    return "Losses:\n\n" + "\n".join(lines) + "\n"


def _question(sizes: Sequence[Size], number: int, question: str) -> Iterator[str]:
    size = nearest(sizes, GOAL_ENCOUNTERS)
    yield f"## {number}. {words.TITLES[question]}\n"
    links = [
        f"[{name}](../analyses/{folder}/{question}__{folder}.sql)"
        for name, folder in ((words.CONTESTANTS[each], _FOLDERS[each]) for each in _FOLDERS)
    ]
    yield f"{' · '.join(links)}. {size['answer_rows'][question]:,} rows, equal in every cell.\n"
    yield f"{words.BOTTLENECKS[question]}\n"
    rows = []
    for contestant in CONTESTANTS:
        facts = fact(size, question, contestant)
        exponent = growth(sizes, question, contestant)
        rows.append(
            (
                words.CONTESTANTS[contestant],
                str(facts["table_count"]),
                str(facts["join_count"]),
                f"{facts['rows_examined']:,}",
                _time(spread(size, question, contestant, warm=False)),
                _time(spread(size, question, contestant, warm=True)),
                f"{times_faster(size, question, contestant):,.1f} x",
                "" if exponent is None else f"{exponent:.2f}",
            )
        )
    yield table(
        (
            f"{size['encounter_count']:,} encounters",
            *("tables", "joins", "rows examined", "cold", "warm", "OLTP as given ÷ it"),
            "growth n^",
        ),
        rows,
    )
    yield f"![Times by encounters](images/benchmark_{question}.svg)\n"
    yield table(
        ("warm", *(f"{each['encounter_count']:,}" for each in sizes)),
        [
            (
                words.CONTESTANTS[contestant],
                *(_time(spread(each, question, contestant, warm=True)) for each in sizes),
            )
            for contestant in CONTESTANTS
        ],
    )
    for contestant in (OLTP, INDEXED, STAR, AGGREGATED):
        plan = excerpt(fact(size, question, contestant)["plan"])
        yield f"Plan, {words.CONTESTANTS[contestant]}:\n\n```\n{plan}\n```\n"


def _speed(sizes: Sequence[Size]) -> str:
    size = nearest(sizes, GOAL_ENCOUNTERS)
    rows = [
        (
            f"{number}. {words.TITLES[question]}",
            *(
                duration(spread(size, question, contestant, warm=True).median)
                for contestant in CONTESTANTS
            ),
            f"{times_faster(size, question, STAR):,.1f} x",
            f"{times_faster(size, question, STAR, than=INDEXED):,.1f} x",
        )
        for number, question in QUESTIONS.items()
    ]
    names = [words.CONTESTANTS[contestant] for contestant in CONTESTANTS]
    header = (
        f"{size['encounter_count']:,} encounters, warm",
        *(*names, "OLTP ÷ star", "indexed ÷ star"),
    )
    return table(header, rows)


def _time(times: Spread) -> str:
    if math.isclose(times.lower, times.upper):
        return duration(times.median)
    return f"{duration(times.median)} ({duration(times.lower)} to {duration(times.upper)})"
