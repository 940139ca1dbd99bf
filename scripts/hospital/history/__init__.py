"""The life of the hospital's records: what the database showed of the truth on each day.

Order in the pipeline: the truth is simulated, its history tells what of it is known on a day, and
only then are faults planted in what is known.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from hospital.config import GenerateConfig
from hospital.history.corrections import Neighbours, neighbours
from hospital.history.timeline import Timeline
from hospital.simulation import clean_block, world_of

__all__ = ["Timeline", "timeline_of"]


def timeline_of(config: GenerateConfig, number: int, since: date | None = None) -> Timeline:
    """What block `number` shows on the days from `since`, or only on the as-of date, up to it."""
    world = world_of(config)
    window = since or config.as_of, config.as_of
    truth = clean_block(config, number)
    return Timeline(truth, _neighbours(config), world.draws, config.start, window)


@lru_cache(maxsize=1)
def _neighbours(config: GenerateConfig) -> Neighbours:
    return neighbours(world_of(config).catalog)
