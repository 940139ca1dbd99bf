"""The simulated hospital: a pure function from a configuration to the rows of its OLTP database.

The care model is one of causes: age and sex give conditions, deaths and deliveries; conditions, age
and each patient's frailty give emergency visits, admissions and clinic visits; an acute episode has
one severity, from which admission, length, outcome and what is found follow; these give diagnoses,
procedures, claims. Nothing before a date depends on what comes after it, so a later as-of date only
adds rows and completes open ones.

Some months before the start are simulated as a warm-up, of which only what reaches into the period
is kept: the first day finds the wards full and patients on their way back. Decision on births:
patients 1 .. N are the panel registered before the start; each delivery inside the period brings
the child as a further patient with a birth stay of its own (id: the mother's + 100,000,000 for her
first delivery, + 200,000,000 for her second ...).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyarrow as pa

from hospital.config import GenerateConfig
from hospital.simulation.block import World, build_world, simulate_block
from hospital.simulation.reference import reference_block

Block = Mapping[str, pa.RecordBatch]


def block_count(config: GenerateConfig) -> int:
    """How many blocks a simulation has: number 0 the reference tables, the others patients."""
    return 1 - -config.patients // config.block_size


@lru_cache(maxsize=1)
def world_of(config: GenerateConfig) -> World:
    """The world of a configuration, kept for the next block of the same process."""
    return build_world(config)


def clean_block(config: GenerateConfig, number: int) -> Block:
    """Block `number` of a simulation, without a fault; equal in every process.

    It maps table names to record batches of exactly `arrow_schema(table)`.
    """
    world = world_of(config)
    if number == 0:
        parts = (world.catalog, world.staff, world.calendar, world.draws)
        return reference_block(config, parts)
    first = 1 + (number - 1) * config.block_size
    return simulate_block(world, first, min(config.block_size, config.patients - first + 1))
