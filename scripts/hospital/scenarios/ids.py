"""Ids of a scenario's file and of the database, in which every scenario has a range of its own."""

from __future__ import annotations

_FIRST = 900_000_000  # far above what the simulator gives, and below 2^31
_RANGE = 1_000


def stored_id(number: int, local: int) -> int:
    """The database's id for a file's.

    Raises:
        ValueError: it is not from 1 to 999.
    """
    if not 0 < local < _RANGE:
        raise ValueError(f"the id {local} is not from 1 to {_RANGE - 1}")
    return _begin(number) + local


def local_id(number: int, stored: int) -> int | None:
    """The file's id for one of the database; None if it is not one of this scenario.

    The key of a version without a log row is -1 minus the id of its person; so it is for the file.
    """
    if 0 < stored - _begin(number) < _RANGE:
        return stored - _begin(number)
    if 0 < -1 - stored - _begin(number) < _RANGE:
        return stored + _begin(number)
    return None


def is_id(column: str) -> bool:
    """Whether a column of a source table or mart holds ids that a scenario's file chooses."""
    chosen_elsewhere = column.endswith("date_key") or column == "encounter_type_key"
    named_so = column.endswith(("_id", "_key")) or "_key_as_it_" in column
    return named_so and not chosen_elsewhere


def _begin(number: int) -> int:
    return _FIRST + _RANGE * number
