"""Faults that put another value in one field, chosen among those that the row can carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.book import REFERENCE_TABLES, Book
from hospital.defects.model import Defect
from hospital.defects.sheet import Sheet
from hospital.schema.tables import BY_NAME
from hospital.simulation.randomness import Bools, Ints

Spellings = Callable[[str, pa.Array], Iterable[pa.Array]]


@dataclass(frozen=True)
class Options:
    """What can be planted in one field of the drawn rows.

    `values` holds all rows' first option, then all rows' second and so on; `possible` (options x
    rows) says which of them can be planted.
    """

    field: str
    values: pa.Array
    possible: Bools


def respelled(spellings: Spellings) -> Callable[[Book, Defect], None]:
    """Plants another spelling of a text.

    `spellings(field, clean values)` gives arrays of as many spellings, null where there is none;
    one that equals the clean value or exceeds the column is never planted.
    """

    def plant(book: Book, defect: Defect) -> None:
        for sheet, fields in book.targets(defect):
            rows = candidates(book, defect, sheet)
            if len(rows):
                options = [_spelt(sheet, name, rows, spellings) for name in fields]
                choose(book, defect, sheet, rows, options)

    return plant


def _spelt(sheet: Sheet, name: str, rows: Ints, spellings: Spellings) -> Options:
    clean = sheet.values(name, rows)
    arrays = list(spellings(name, clean))
    values, original = pa.concat_arrays(arrays), pa.concat_arrays([clean] * len(arrays))
    size = BY_NAME[sheet.name].column(name).type.size
    good = pc.and_(pc.not_equal(values, original), pc.less_equal(pc.utf8_length(values), size))
    possible = np.asarray(pc.fill_null(good, False).to_numpy(zero_copy_only=False))
    return Options(name, values, possible.reshape(len(arrays), len(rows)))


def candidates(book: Book, defect: Defect, sheet: Sheet) -> Ints:
    """The rows drawn; of a reference table all rows, from which `choose` draws."""
    if sheet.name in REFERENCE_TABLES:
        return np.flatnonzero(sheet.free)
    return book.draw(defect, sheet)


def choose(book: Book, defect: Defect, sheet: Sheet, rows: Ints, fields: Sequence[Options]) -> None:
    """Plant in each row one of the options possible there; nothing where none is."""
    possible = np.concatenate([options.possible for options in fields])
    if sheet.name in REFERENCE_TABLES:
        drawn = book.draw_able(defect, sheet, rows[possible.any(axis=0)])
        possible &= np.isin(rows, drawn)
    number = (book.uniform(defect, sheet, rows, "option") * possible.sum(axis=0)).astype(np.int64)
    chosen = possible & (np.cumsum(possible, axis=0) - 1 == number)
    first = 0
    for options in fields:
        count = len(options.possible)
        option, at = np.nonzero(chosen[first : first + count])
        first += count
        if len(at):
            values = options.values.take(pa.array(option * len(rows) + at))
            sheet.change(defect, options.field, rows[at], values)


def only_where(pattern: str, clean: pa.Array, spelt: pa.Array) -> pa.Array:
    """The spelling where the clean value matches the regular expression, else null."""
    matches = pc.match_substring_regex(clean, pattern)
    return pc.if_else(matches, spelt, pa.scalar(None, pa.string()))


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts one after the other."""
    return pc.binary_join_element_wise(*parts, "")


def synonyms(words: Mapping[str, Sequence[str]]) -> Spellings:
    """Other words for the same, by clean word."""
    clean_words = pa.array(list(words), pa.string())
    most = max(map(len, words.values()))
    tables = [
        pa.array([others[i] if i < len(others) else None for others in words.values()])
        for i in range(most)
    ]

    def spellings(_field: str, clean: pa.Array) -> Iterable[pa.Array]:
        position = pc.index_in(clean, clean_words)
        return [table.take(position) for table in tables]

    return spellings
