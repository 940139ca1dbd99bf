"""The part of a plan that a person wants to see: the steps that took the time."""

from __future__ import annotations

import re

_COST = re.compile(r"  \(cost=[^)]*\)")
_ACTUAL = re.compile(r"actual time=[\d.e+]+?\.\.([\d.e+]+) rows=\S+ loops=([\d.e+]+)")
_SHARE = 0.1
_LINES = 24
_WIDTH = 150


def excerpt(plan: str) -> str:
    """The steps of `explain analyze` that took at least a tenth of the time, at most 24.

    Of a plan without such times, the first lines.
    """
    lines = plan.strip().splitlines()
    times = [_milliseconds(line) for line in lines]
    whole = max((time for time in times if time is not None), default=0.0)
    if whole:
        lines = [
            line
            for line, time in zip(lines, times, strict=True)
            if time is not None and time >= whole * _SHARE
        ]
    shown = [_COST.sub("", line) for line in lines[:_LINES]]
    return "\n".join(
        line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…" for line in _dedented(shown)
    )


def _milliseconds(line: str) -> float | None:
    found = _ACTUAL.search(line)
    return None if found is None else float(found[1]) * float(found[2])


def _dedented(lines: list[str]) -> list[str]:
    """With two spaces instead of four: plans are deep."""
    return [
        line.lstrip().rjust(len(line.lstrip()) + (len(line) - len(line.lstrip())) // 2)
        for line in lines
    ]
