"""One chart a question: warm medians by encounters, a line per contestant."""

from __future__ import annotations

from collections.abc import Sequence

import vl_convert

from hospital.benchmarks.questions.contestants import AGGREGATED, CONTESTANTS, INDEXED, OLTP, STAR
from hospital.benchmarks.questions.figures import Size, spread
from hospital.benchmarks.questions.words import CONTESTANTS as NAMES

_COLOURS = {OLTP: "#767676", INDEXED: "#a8a8a8", STAR: "#1f6f8b", AGGREGATED: "#0b3c49"}
_DASHES = {OLTP: [1, 0], INDEXED: [5, 3], STAR: [1, 0], AGGREGATED: [5, 3]}


def growth_chart(sizes: Sequence[Size], question: str) -> str:
    """The chart as SVG; both axes are logarithmic, so that a straight line is a power."""
    rows = [
        {
            "encounters": size["encounter_count"],
            "contestant": NAMES[contestant],
            "milliseconds": spread(size, question, contestant, warm=True).median * 1000,
        }
        for size in sizes
        for contestant in CONTESTANTS
    ]
    names = [NAMES[contestant] for contestant in CONTESTANTS]
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 520,
        "height": 260,
        "background": "white",
        "data": {"values": rows},
        "mark": {"type": "line", "point": True, "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "encounters",
                "type": "quantitative",
                "scale": {"type": "log", "nice": False},
                "axis": {"values": [size["encounter_count"] for size in sizes], "format": ",d"},
                "title": "encounters",
            },
            "y": {
                "field": "milliseconds",
                "type": "quantitative",
                "scale": {"type": "log"},
                "axis": {"format": ",~r", "tickCount": 6},
                "title": "milliseconds, warm median",
            },
            "color": {
                "field": "contestant",
                "type": "nominal",
                "scale": {"domain": names, "range": [_COLOURS[each] for each in CONTESTANTS]},
                "title": None,
            },
            "strokeDash": {
                "field": "contestant",
                "type": "nominal",
                "scale": {"domain": names, "range": [_DASHES[each] for each in CONTESTANTS]},
                "title": None,
            },
        },
    }
    return str(vl_convert.vegalite_to_svg(specification))
