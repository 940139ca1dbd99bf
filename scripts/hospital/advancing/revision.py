"""A database while it is brought to a later day; the words in which each engine does it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hospital.advancing.changes import Change, Counts
from hospital.errors import LoadError, NotBuiltError
from hospital.schema.tables import BY_NAME
from hospital.sinks.blocks import LOAD_LOG


@dataclass(frozen=True)
class Loaded:
    """What the database says of the simulation that it holds."""

    seed: int
    patients: int
    start: date
    as_of: date
    version: str


class Revision(ABC):
    """Changes that are gathered first and made at once; none is made without `publish`."""

    def __init__(self, name: str) -> None:
        """Begin without changes; `name` is for messages."""
        self.name = name
        self.counts: dict[str, Counts] = {}
        self.columns: dict[str, set[str]] = {}

    @abstractmethod
    def rows_of(self, table: str, columns: str) -> list[tuple[Any, ...]] | None:
        """All rows of a table of the database; None where there is no such table."""

    @abstractmethod
    def stage(self, change: Change) -> None:
        """Takes the rows of a change."""

    @abstractmethod
    def publish(self) -> None:
        """Makes all changes visible at once.

        Raises:
            LoadError: rows that are to change are not as the simulator left them.
        """

    def loaded(self) -> Loaded:
        """The simulation that the database holds.

        Raises:
            NotBuiltError: it holds none.
        """
        columns = "seed, patient_count, start_date, as_of_date, simulator_version"
        rows = self.rows_of(LOAD_LOG, columns)
        if not rows:
            raise NotBuiltError(
                f"{self.name} holds no simulation (no row in {LOAD_LOG}), so it cannot be "
                f"advanced; 'hospital generate' makes one"
            )
        if len(rows) > 1:
            raise LoadError(f"{self.name} has {len(rows)} rows in {LOAD_LOG}; one is expected")
        return Loaded(*rows[0])

    def gather(self, changes: Iterable[Change]) -> None:
        """Takes the changes of one block."""
        for change in changes:
            name = change.table.name
            self.counts[name] = self.counts.get(name, Counts()) + change.counts
            self.columns.setdefault(name, set()).update(change.columns)
            self.stage(change)

    def tables(self) -> list[str]:
        """The tables with changes, parents before children."""
        return [name for name in BY_NAME if name in self.counts]

    def changed_by_hand(self, table: str, key: Any) -> LoadError:
        """The refusal of a database that is not as the simulator left it."""
        return LoadError(
            f"{self.name} is not as the simulator left it: {table} was changed by hand "
            f"(row {BY_NAME[table].primary_key.name} = {key}); nothing was done. "
            f"'hospital generate --replace' makes it anew"
        )
