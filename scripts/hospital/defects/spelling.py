"""Faults that put another value in one field, chosen among those that the row can carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
class Drawn:
    """Drawn rows of a table, or of several with the same fields, one table after the other."""

    parts: Sequence[tuple[Sheet, Ints]]

    def __len__(self) -> int:
        """Number of rows."""
        return sum(len(rows) for _, rows in self.parts)

    def values(self, name: str) -> pa.Array:
        """The clean values of a column."""
        return pa.concat_arrays([sheet.values(name, rows) for sheet, rows in self.parts])


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
        for drawn, fields in draw(book, defect):
            choose(book, defect, drawn, [_spelt(drawn, name, spellings) for name in fields])

    return plant


def _spelt(drawn: Drawn, name: str, spellings: Spellings) -> Options:
    clean = drawn.values(name)
    arrays = list(spellings(name, clean))
    values, original = pa.concat_arrays(arrays), pa.concat_arrays([clean] * len(arrays))
    table = drawn.parts[0][0].name
    size = BY_NAME[table].column(name).type.size
    good = pc.and_(pc.not_equal(values, original), pc.less_equal(pc.utf8_length(values), size))
    possible = np.asarray(pc.fill_null(good, False).to_numpy(zero_copy_only=False))
    return Options(name, values, possible.reshape(len(arrays), len(drawn)))


def draw(book: Book, defect: Defect) -> Iterator[tuple[Drawn, tuple[str, ...]]]:
    """The rows that the class draws, where there are any, and the fields that it can change.

    A patient's record and its versions come together. Of a reference table all rows come, from
    which `choose` draws.
    """
    groups: dict[tuple[str, ...], list[tuple[Sheet, Ints]]] = defaultdict(list)
    for sheet, fields in book.targets(defect):
        if sheet.name in REFERENCE_TABLES:
            rows = np.flatnonzero(sheet.free)
        else:
            rows = book.draw(defect, sheet)
        alike = "patients" if sheet.name == "patient_versions" else sheet.name
        if len(rows):
            groups[alike, *fields].append((sheet, rows))
    for (_, *names), parts in groups.items():
        yield Drawn(parts), tuple(names)


def choose(book: Book, defect: Defect, drawn: Drawn, fields: Sequence[Options]) -> None:
    """Plant in each row one of the options possible there; nothing where none is."""
    possible = np.concatenate([options.possible for options in fields])
    for sheet, rows in drawn.parts:
        if sheet.name in REFERENCE_TABLES:  # alone in its group
            able = book.draw_able(defect, sheet, rows[possible.any(axis=0)])
            possible &= np.isin(rows, able)
    uniform = [book.uniform(defect, sheet, rows, "option") for sheet, rows in drawn.parts]
    number = (np.concatenate(uniform) * possible.sum(axis=0)).astype(np.int64)
    chosen = possible & (np.cumsum(possible, axis=0) - 1 == number)
    first = 0
    for options in fields:
        here = chosen[first : first + len(options.possible)]
        first += len(options.possible)
        begin = 0
        for sheet, rows in drawn.parts:
            option, at = np.nonzero(here[:, begin : begin + len(rows)])
            if len(at):
                values = options.values.take(pa.array(option * len(drawn) + begin + at))
                sheet.change(defect, options.field, rows[at], values)
            begin += len(rows)


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
