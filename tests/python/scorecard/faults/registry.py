"""What every fault is entered into, and the day on which most of them happen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ..hand_made import Hospital

FAULTS: dict[str, list[Callable[[Hospital, bool], None]]] = {}

DAY = date(2024, 3, 5)
NINE = datetime(2024, 3, 5, 9)


def fault(plant: Callable[[Hospital, bool], None]) -> Callable[[Hospital, bool], None]:
    """Enters it under the name of its check, which is its own up to two underscores."""
    name = plant.__name__.split("__")[0]
    FAULTS.setdefault(name, []).append(plant)
    return plant
