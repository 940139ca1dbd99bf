"""The scorecard as one picture: each figure's place in its range, grouped by metric file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import combinations_with_replacement, groupby, pairwise

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hospital.scorecard.measuring import Verdict
from hospital.scorecard.report import Scorecards, in_words

_COLUMNS = 3
_COLUMN_INCHES = 7.4
_ROW_INCHES = 0.185
_HEADER_INCHES = 0.6
# the horizontal axis in widths of the range: a label, then the range from 0 to 1 with what is
# drawn of its surroundings, then the measured values
_LABEL, _EDGE, _VALUE, _END = -4.2, 0.7, 1.8, 2.5
_LONGEST_NAME = 66
# distinguishable for the colour-blind (Okabe and Ito), and different in shape as well
_PASS, _FAIL, _RANGE, _TARGET = "#0072B2", "#D55E00", "#D9E6EF", "#5B7083"
_LEGEND = (
    "Band: tolerated range; dashes: target; dot: inside; cross: outside; arrow: far outside; "
    "ring: headline. The measured values stand at the right."
)

Row = Sequence[Verdict]  # of one figure, by data set
Group = tuple[str, Sequence[Row]]


def draw(cards: Scorecards, suffix: str) -> bytes:
    """The picture as svg or png; equal scorecards give equal bytes."""
    columns = _balanced(_groups(cards))
    height = max(map(_height, columns))
    title = "\n".join([*(in_words(label, card) for label, card in cards.items()), _LEGEND])
    header = _HEADER_INCHES + 0.16 * len(cards)
    inches = height * _ROW_INCHES + header
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "scorecard", "font.size": 8}):
        figure = Figure(figsize=(_COLUMN_INCHES * len(columns), inches))
        for number, column in enumerate(columns):
            place = ((number + 0.02) / len(columns), 0.0, 0.97 / len(columns), 1 - header / inches)
            _draw_column(figure.add_axes(place), column, height)
        figure.text(0.006, 1 - 0.15 / inches, title, ha="left", va="top", fontsize=10)
        file = io.BytesIO()
        metadata = {"Date": None} if suffix == "svg" else {"Software": None}
        figure.savefig(file, format=suffix, dpi=100, metadata=metadata)
    return file.getvalue()


def _groups(cards: Scorecards) -> list[Group]:
    rows = list(zip(*(card.applicable for card in cards.values()), strict=True))
    rows.sort(key=lambda row: row[0].target.metric_file)
    return [
        (file.removesuffix(".sql").replace("_", " ").capitalize(), list(group))
        for file, group in groupby(rows, key=lambda row: row[0].target.metric_file)
    ]


def _height(groups: Sequence[Group]) -> int:
    return sum(len(rows) + 2 for _, rows in groups)


def _balanced(groups: Sequence[Group]) -> list[Sequence[Group]]:
    """The groups in their order, in columns of which the highest is as low as possible."""
    cuts = combinations_with_replacement(range(len(groups) + 1), _COLUMNS - 1)
    choices = [
        [groups[first:last] for first, last in pairwise((0, *cut, len(groups)))] for cut in cuts
    ]
    return min(choices, key=lambda columns: max(map(_height, columns)))


def _draw_column(axes: Axes, groups: Sequence[Group], height: int) -> None:
    axes.set_xlim(_LABEL, _END)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    y = 1.0
    for name, rows in groups:
        axes.text(_LABEL, y, name, fontweight="bold", va="center")
        for row in rows:
            y += 1
            _draw_row(axes, row, y)
        y += 2


def _draw_row(axes: Axes, row: Row, y: float) -> None:
    target = row[0].target
    name = target.name
    if len(name) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - 1]}…"
    axes.text(_LABEL, y, name, va="center", parse_math=False)
    axes.barh(y, 1, left=0, height=0.72, color=_RANGE, zorder=1)
    width = target.high - target.low
    aim = (target.target - target.low) / width
    axes.plot([aim, aim], [y - 0.36, y + 0.36], color=_TARGET, lw=1, ls=(0, (2, 1)), zorder=2)
    for verdict in row:
        if verdict.measured is not None:
            _draw_point(axes, (verdict.measured - target.low) / width, y, verdict)
    is_passed = all(verdict.is_passed for verdict in row)
    axes.text(_VALUE, y, _values(row), va="center", color="black" if is_passed else _FAIL)


def _values(row: Row) -> str:
    """The value, or the least and the greatest of several."""
    values = [verdict.measured for verdict in row if verdict.measured is not None]
    if not values:
        return "no data"
    shown = dict.fromkeys((f"{min(values):.3g}", f"{max(values):.3g}"))
    return " to ".join(shown)


def _draw_point(axes: Axes, at: float, y: float, verdict: Verdict) -> None:
    color = _PASS if verdict.is_passed else _FAIL
    marker = "o" if verdict.is_passed else "X"
    if not -_EDGE <= at <= 1 + _EDGE:
        marker = "<" if at < 0 else ">"
        at = -_EDGE if at < 0 else 1 + _EDGE
    axes.plot(at, y, marker=marker, color=color, ms=5, ls="", zorder=4)
    if verdict.target.is_headline:
        axes.plot(at, y, marker="o", mfc="none", mec=color, ms=9, ls="", zorder=3)
