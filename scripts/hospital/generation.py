"""The pipeline from a configuration to a sink, in one process or several.

Per block of patients: simulate, tell what of it is known, judge the truth of that, plant defects,
render for the sink. All that happens in whichever process takes the block; what the sink must do in
order, or over the one connection that it has, it does in the parent. Nothing depends on who made
which block.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from hospital.answer_key.stays import true_stays
from hospital.answer_key.tables import FAULTS, KEY_TABLES, STAYS
from hospital.config import GenerateConfig
from hospital.defects.planting import plant
from hospital.errors import GenerationError, SettingError
from hospital.history import Timeline, timeline_of
from hospital.simulation import Block, block_count, clean_block
from hospital.simulation.randomness import Draws
from hospital.sinks.blocks import Sink, Writer
from hospital.sinks.parquet import ParquetSink

_BLOCKS_AHEAD_PER_WORKER = 2

# What gives `make(config, number)` of every block in order, wherever it has them made.
Runner = Callable[
    [GenerateConfig, Callable[[GenerateConfig, int], Any]], Generator[Any, None, None]
]


@dataclass(frozen=True)
class Made:
    """One block: what the OLTP database is given, and what only the answer key may know."""

    block: Block
    key: Block = field(default_factory=dict)


def make_block(config: GenerateConfig, number: int) -> Made:
    """Block `number` with its faults planted, and its rows of the answer key."""
    return made_on(config, timeline_of(config, number), config.as_of)


def made_on(config: GenerateConfig, timeline: Timeline, as_of: date) -> Made:
    """A block as it is shown on a day of its timeline, with its faults and its answer key.

    Rows entered in error, which will be deleted, get no faults: copies of them would outlive them.
    """
    lasting, fleeting = timeline.shown(as_of)
    dirty, faults = plant(lasting, config.defects, Draws(config.seed), as_of)
    judged = {name: rows for name, rows in lasting.items() if name == "encounters"}
    stays = true_stays(_joined(judged, fleeting), as_of)
    return Made(_joined(dirty, fleeting), {FAULTS.name: faults, STAYS.name: stays})


def _joined(first: Block, second: Block) -> Block:
    """The rows of both."""
    return {
        name: pa.concat_batches([rows, second[name]]) if name in second else rows
        for name, rows in first.items()
    }


@dataclass(frozen=True)
class Written:
    """Rows per table."""

    rows: dict[str, int]
    key_rows: dict[str, int]  # of the answer key


def simulate(config: GenerateConfig) -> Iterator[Block]:
    """Yield the clean blocks in order: the reference tables, then the patients."""
    yield from run_blocks(config, clean_block)


def generate(
    config: GenerateConfig,
    sink: Sink,
    *,
    replace: bool,
    progress: Callable[[int], None] = lambda _patients: None,
    run: Runner | None = None,
) -> Written:
    """Simulate into the sink, and write the answer key beside it.

    `progress` is told after each block how many panel patients are done; `run` makes the blocks, in
    processes of this machine unless told.

    Raises:
        HospitalError: see `Sink.loading`; GenerationError where a process was killed.
    """
    counts: Counter[str] = Counter()
    key_counts: Counter[str] = Counter()
    key = ParquetSink(sink.answer_key, config.settings, KEY_TABLES)
    # Where the data may be replaced, so may their key: it is of no use with others.
    # The processes end first, so that none writes to what is given up.
    with (
        sink.loading(replace=replace) as load,
        key.loading(replace=True) as key_load,
        closing((run or run_blocks)(config, _Render(load.writer, key_load.writer))) as parts,
    ):
        for number, (part, key_part) in enumerate(parts):
            counts.update(load.accept(part))
            key_counts.update(key_load.accept(key_part))
            progress(min(number * config.block_size, config.patients))
        key_load.withdraw()  # an old key never looks as if it were that of the new data
        load.publish()
        key_load.publish()
    return Written(dict(counts), dict(key_counts))


def require_cores(workers: int) -> None:
    """Refuse more processes than this machine can run at once.

    Raises:
        SettingError: it has fewer cores than `workers`.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if cores is not None and workers > cores:
        raise SettingError(
            f"--workers is {workers}, but this machine has {cores}; give at most that"
        )


@dataclass(frozen=True)
class _Render:
    """Makes a block and prepares it for the sink and for the answer key."""

    writer: Writer
    key_writer: Writer

    def __call__(self, config: GenerateConfig, number: int) -> tuple[Any, Any]:
        made = make_block(config, number)
        return (
            self.writer.prepare(number, made.block),
            self.key_writer.prepare(number, made.key),
        )


def run_blocks(
    config: GenerateConfig, make: Callable[[GenerateConfig, int], Any]
) -> Generator[Any, None, None]:
    """`make(config, number)` of every block in order, in `config.workers` processes.

    Raises:
        GenerationError: a process was killed.
    """
    numbers = range(block_count(config))
    if config.workers == 1:
        for number in numbers:
            yield make(config, number)
        return
    pool = ProcessPoolExecutor(
        min(config.workers, len(numbers)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
    )
    # only a few blocks ahead of the reader, so that memory does not grow with the patients
    ahead: deque[Future[Any]] = deque()
    try:
        for number in numbers:
            with _interrupts_held_back():  # a process that starts inherits it
                ahead.append(pool.submit(make, config, number))
            if len(ahead) > config.workers * _BLOCKS_AHEAD_PER_WORKER:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    except BrokenProcessPool as error:
        raise GenerationError(
            "a simulating process was killed, perhaps for want of memory; try fewer --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
