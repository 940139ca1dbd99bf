"""For each coherence check a small hospital, sound or with one fault planted in it.

Each function has its check's name and fills the hospital; `broken` says whether to plant.
"""

from __future__ import annotations

from . import births, care, diseases, lives, persons
from .registry import FAULTS

__all__ = ["FAULTS", "births", "care", "diseases", "lives", "persons"]
