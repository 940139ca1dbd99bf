"""Dirties a clean block on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from hospital.config import DefectSettings
from hospital.defects.book import Book
from hospital.defects.registry import known_defects
from hospital.simulation.randomness import Draws


def plant(
    block: Mapping[str, pa.RecordBatch], settings: DefectSettings, draws: Draws, as_of: date
) -> tuple[dict[str, pa.RecordBatch], pa.RecordBatch]:
    """The block with faults of the classes set, and their rows of the answer key (`FAULTS`).

    Pure: which row gets which fault depends on the seed of `draws` and the row's own id alone, so
    blocks may be of any size. `as_of` only keeps future dates in the future.
    """
    book = Book(block, settings.rate, draws, as_of)
    known = known_defects()
    for name in settings.classes:
        known[name].plant(book, known[name])
    return book.close()
