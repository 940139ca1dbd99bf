"""Tables as checksums: exact, and independent of the order in which an engine returns the rows.

A value becomes one canonical text by the type that the contract declares: whole numbers without
a point, decimals with all digits of their scale, dates and timestamps in ISO 8601, text as a JSON
string, null as `null`. What does not fit its type exactly keeps its Python type in the text, so it
can never pass for the right value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b, sha256
from typing import Any

Key = tuple[str, ...]
Canonical = Callable[[Any], str]

_SCALED = re.compile(r"(?:decimal|numeric)\(\d+,\s*(\d+)\)")


@dataclass(frozen=True)
class TableDigest:
    """What is kept of a table: per primary key a digest of the whole row."""

    rows: Mapping[Key, bytes]
    checksum: str = field(init=False)

    def __post_init__(self) -> None:
        """Sum up the rows in the order of their keys."""
        total = sha256()
        for key in sorted(self.rows):
            total.update(json.dumps(key).encode())
            total.update(self.rows[key])
        object.__setattr__(self, "checksum", total.hexdigest())


def canonical(data_type: str) -> Canonical:
    """The function that writes a value of a contract's type as text.

    Raises:
        ValueError: the contract's type is none that the project uses.
    """
    kind = data_type.lower()
    if kind in ("integer", "bigint"):
        return _whole
    if scaled := _SCALED.fullmatch(kind):
        unit = Decimal(1).scaleb(-int(scaled[1]))
        return lambda value: _scaled(value, unit)
    if kind == "date":
        return _day
    if kind == "timestamp":
        return _moment
    if kind.startswith("varchar"):
        return _text
    raise ValueError(f"no canonical form for the type {data_type}")


def digest(
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    types: Mapping[str, str],
    key: Sequence[str],
) -> TableDigest:
    """Reads a table's rows to the end.

    Raises:
        ValueError: a key occurs twice, or the columns are not those of the contract.
    """
    texts = canonical_rows(names, rows, types, key)
    return TableDigest(
        {
            key_text: blake2b("\x1f".join(row).encode(), digest_size=16).digest()
            for key_text, row in texts.items()
        }
    )


def canonical_rows(
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    types: Mapping[str, str],
    key: Sequence[str],
) -> dict[Key, tuple[str, ...]]:
    """The rows by their keys, every value as canonical text, columns in the contract's order.

    Raises:
        ValueError: a key occurs twice, or the columns are not those of the contract.
    """
    if sorted(names) != sorted(types):
        raise ValueError(f"columns are {', '.join(names)}; the contract has {', '.join(types)}")
    positions = [names.index(name) for name in types]
    writers = [canonical(data_type) for data_type in types.values()]
    key_positions = [list(types).index(name) for name in key]
    texts: dict[Key, tuple[str, ...]] = {}
    for row in rows:
        text = tuple(
            writer(row[position]) for writer, position in zip(writers, positions, strict=True)
        )
        key_text = tuple(text[position] for position in key_positions)
        if key_text in texts:
            raise ValueError(f"two rows have the key {', '.join(key_text)}")
        texts[key_text] = text
    return texts


def differing_keys(first: TableDigest, second: TableDigest) -> list[Key]:
    """The keys whose rows differ or that only one of the tables has, in order."""
    return sorted(
        key
        for key in first.rows.keys() | second.rows.keys()
        if first.rows.get(key) != second.rows.get(key)
    )


def _misfit(value: Any) -> str:
    return f"{type(value).__name__}:{value!r}"


def _whole(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value != int(value):
        return _misfit(value)
    return str(int(value))


def _scaled(value: Any, unit: Decimal) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return _misfit(value)
    exact = Decimal(value)
    rounded = exact.quantize(unit)
    if rounded != exact:
        return _misfit(value)
    return f"{rounded + 0:f}"  # + 0 drops the sign of -0.00


def _day(value: Any) -> str:
    if value is None:
        return "null"
    if type(value) is not date:  # a datetime is a date, too
        return _misfit(value)
    return value.isoformat()


def _moment(value: Any) -> str:
    if value is None:
        return "null"
    if not isinstance(value, datetime) or value.tzinfo is not None:
        return _misfit(value)
    return value.isoformat(sep=" ", timespec="microseconds")


def _text(value: Any) -> str:
    if value is None:
        return "null"
    if not isinstance(value, str):
        return _misfit(value)
    return json.dumps(value, ensure_ascii=False)
