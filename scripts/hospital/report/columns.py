"""Rows of a query as columns for the page: texts once each, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from hospital.verification.connections import Row


def columnar(names: Sequence[str], rows: Iterable[Row]) -> dict[str, Any]:
    """A table for the page: per column `values`, or for texts `words` and the `index` of each row.

    Months and names repeat in thousands of rows, so an index is a fraction of the texts' size.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return {name: _column(column) for name, column in zip(names, columns, strict=True)}


def _column(values: Sequence[Any]) -> dict[str, Any]:
    if any(isinstance(value, str) for value in values):
        words = sorted({value for value in values if value is not None})
        places = {word: place for place, word in enumerate(words)}
        return {"words": words, "index": [places.get(value, -1) for value in values]}
    return {"values": [_number(value) for value in values]}


def _number(value: Any) -> float | int | None:
    # Cents survive: a double holds 15 digits, and no amount on the page has more.
    return float(value) if isinstance(value, Decimal) else value
