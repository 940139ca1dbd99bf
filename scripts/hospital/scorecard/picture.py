"""The scorecard as one picture: each figure's place in its range, grouped by metric file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hospital.scorecard.measuring import Verdict
from hospital.scorecard.report import Scorecards, in_words

_COLUMNS = 3
_ROW_INCHES = 0.185
_WIDTH_INCHES = 21.0
_EDGE = 0.75  # how far beyond the range, in widths of the range, the axis goes
# distinguishable for the colour-blind (Okabe and Ito), and different in shape as well
_PASS, _FAIL, _RANGE, _TARGET = "#0072B2", "#D55E00", "#D9E6EF", "#5B7083"

Group = tuple[str, list[tuple[Verdict, ...]]]


def draw(cards: Scorecards, suffix: str) -> bytes:
    """The picture as svg or png; equal scorecards give equal bytes."""
    columns = _columns(_groups(cards))
    heights = [sum(len(rows) + 2 for _, rows in column) for column in columns]
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "scorecard", "font.size": 8}):
        figure = Figure(figsize=(_WIDTH_INCHES, max(heights) * _ROW_INCHES + 1.4))
        top = 1 - 1.0 / figure.get_figheight()
        axes = figure.subplots(1, len(columns), squeeze=False)[0]
        figure.subplots_adjust(left=0.155, right=0.985, top=top, bottom=0.02, wspace=0.9)
        for place, column in zip(axes, columns, strict=True):
            _draw_column(place, column, max(heights))
        figure.suptitle(_title(cards), x=0.012, y=1 - 0.18 / figure.get_figheight(),
                        ha="left", va="top", fontsize=10)  # fmt: skip
        file = io.BytesIO()
        metadata = {"Date": None} if suffix == "svg" else {"Software": None}
        figure.savefig(file, format=suffix, dpi=110, metadata=metadata)
    return file.getvalue()


def _title(cards: Scorecards) -> str:
    lines = [in_words(label, card) for label, card in cards.items()]
    legend = (
        "Band: tolerated range, dashes: target, dot: in range, cross: outside, ring: headline; "
        "arrow: far outside. Values at the right."
    )
    return "\n".join([*lines, legend])


def _groups(cards: Scorecards) -> list[Group]:
    columns = [card.applicable for card in cards.values()]
    rows = list(zip(*columns, strict=True))
    rows.sort(key=lambda row: row[0].target.metric_file)
    return [
        (file.removesuffix(".sql").replace("_", " "), list(group))
        for file, group in groupby(rows, key=lambda row: row[0].target.metric_file)
    ]


def _columns(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups in columns of about equal height, in order."""
    total = sum(len(rows) + 2 for _, rows in groups)
    columns: list[list[Group]] = [[] for _ in range(_COLUMNS)]
    before = 0
    for name, rows in groups:
        middle = before + (len(rows) + 2) / 2
        columns[min(int(middle * _COLUMNS / total), _COLUMNS - 1)].append((name, rows))
        before += len(rows) + 2
    return [column for column in columns if column]


def _draw_column(axes: Axes, groups: Sequence[Group], height: int) -> None:
    axes.set_xlim(-_EDGE, 1 + _EDGE)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    y = 0.5
    for name, rows in groups:
        axes.text(-_EDGE, y, name.capitalize(), fontweight="bold", ha="right", va="center")
        for row in rows:
            y += 1
            _draw_row(axes, row, y)
        y += 2


def _draw_row(axes: Axes, row: Sequence[Verdict], y: float) -> None:
    target = row[0].target
    width = target.high - target.low
    axes.barh(y, 1, left=0, height=0.72, color=_RANGE, zorder=1)
    aim = (target.target - target.low) / width
    axes.plot([aim, aim], [y - 0.36, y + 0.36], color=_TARGET, lw=1, ls=(0, (2, 1)), zorder=2)
    name = target.name if len(target.name) <= 62 else target.name[:60] + "…"
    axes.text(-_EDGE - 0.03, y, name, ha="right", va="center", parse_math=False)
    values = []
    for verdict in row:
        if verdict.measured is None:
            values.append("no data")
            continue
        values.append(f"{verdict.measured:.3g}")
        at = (verdict.measured - target.low) / width
        _draw_point(axes, at, y, verdict)
    failed = not all(verdict.is_passed for verdict in row)
    axes.text(1 + _EDGE + 0.03, y, " / ".join(values), va="center",
              color=_FAIL if failed else "black")  # fmt: skip


def _draw_point(axes: Axes, at: float, y: float, verdict: Verdict) -> None:
    shown = min(max(at, -_EDGE), 1 + _EDGE)
    color = _PASS if verdict.is_passed else _FAIL
    marker = "o" if verdict.is_passed else "X"
    if shown != at:
        marker = "<" if at < 0 else ">"
    axes.plot(shown, y, marker=marker, color=color, ms=5, ls="", zorder=4, clip_on=False)
    if verdict.target.is_headline:
        axes.plot(shown, y, marker="o", mfc="none", mec=color, ms=9, ls="", zorder=3, clip_on=False)
