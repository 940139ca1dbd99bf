"""The simulated hospital: a pure function from a configuration to the rows of its OLTP database.

The care model is one of causes: age and sex give conditions, deaths and deliveries; conditions and
age give emergency visits, admissions and clinic visits; these give diagnoses, procedures, claims.
Nothing before a date depends on what comes after it, so a later as-of date only adds rows and
completes open ones. Decision on births: patients 1 .. N are the panel registered before the start;
each delivery inside the period brings the child as a further patient with a birth stay of its own
(id: the mother's + 100,000,000 for her first delivery, + 200,000,000 for her second ...).
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Mapping
from functools import lru_cache
from multiprocessing.pool import AsyncResult

import pyarrow as pa

from hospital.config import GenerateConfig
from hospital.simulation.block import World, build_world, simulate_block
from hospital.simulation.reference import reference_block

Block = Mapping[str, pa.RecordBatch]
_BLOCKS_AHEAD_PER_WORKER = 2


@lru_cache(maxsize=1)
def _world(config: GenerateConfig) -> World:
    """The world of a configuration, kept for the next block of the same process."""
    return build_world(config)


def _block(task: tuple[GenerateConfig, int, int]) -> Block:
    config, first, count = task
    return simulate_block(_world(config), first, count)


def simulate(config: GenerateConfig) -> Iterator[Block]:
    """Yield the reference tables, then blocks of patients, in an order that never varies.

    Each block maps table names to record batches of exactly `arrow_schema(table)`. With several
    workers, blocks are made in parallel and still come in order.
    """
    world = _world(config)
    parts = (world.catalog, world.staff, world.calendar, world.draws)
    yield reference_block(config.seed, config.patients, config.start, config.as_of, parts)
    tasks = [
        (config, first, min(config.block_size, config.patients - first + 1))
        for first in range(1, config.patients + 1, config.block_size)
    ]
    if config.workers == 1 or len(tasks) == 1:
        yield from map(_block, tasks)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(min(config.workers, len(tasks))) as pool:
        # only a few blocks ahead of the reader, so that memory does not grow with the patients
        ahead: deque[AsyncResult[Block]] = deque()
        for task in tasks:
            ahead.append(pool.apply_async(_block, (task,)))
            if len(ahead) > config.workers * _BLOCKS_AHEAD_PER_WORKER:
                yield ahead.popleft().get()
        while ahead:
            yield ahead.popleft().get()
