"""The records of patients and providers as they were known, and the log of their versions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.history import backdating
from hospital.history.arrival import Arrivals
from hospital.history.facts import numbers, places, seconds
from hospital.history.layers import NEVER, Layer
from hospital.history.second_thoughts import second_thoughts
from hospital.simulation.columns import instants, words
from hospital.simulation.names import load_words
from hospital.simulation.randomness import Bools, Ints, pick

_VERSION_STEP = 1_000
_SPAN = NEVER * 2


@dataclass(frozen=True)
class Registration:
    """Layers of the current records and of their log; when each record first arrived.

    `records` is the current record as each row of the log would have it, which the layers refer to.
    """

    records: pa.RecordBatch
    current: list[Layer]
    log: list[Layer]
    ids: Ints  # ascending
    first_seen: Ints


@dataclass(frozen=True)
class _Entries:
    """Versions in order of entity and time, spurious ones among them."""

    row: Ints  # position in the log's batch
    id: Ints
    entity: Ints  # position among the entities
    valid_from: Ints
    entered: Ints
    received: Ints
    values: dict[str, pa.Array]  # what the log's batch does not say


def registration(
    table: str,
    current: pa.RecordBatch,
    log: pa.RecordBatch,
    arrivals: Arrivals,
    at_once: Bools,
    until: int,
) -> Registration:
    """The forms of both tables; `at_once` names the versions in `log` that are never late."""
    key, log_key = current.schema.names[0], log.schema.names[0]
    of, version = numbers(log, key), numbers(log, log_key)
    order = np.lexsort((version, of))
    of, version, at_once = of[order], version[order], at_once[order]
    valid = seconds(log, "valid_from")[order]
    ids, entity = np.unique(of, return_inverse=True)
    following = np.concatenate([np.where(of[1:] == of[:-1], valid[1:], NEVER), [NEVER]])
    first = np.concatenate([[True], of[1:] != of[:-1]])
    free = ~first & ~at_once & (valid >= arrivals.start)
    entered = backdating.entered(arrivals.draws, table, version, valid, following, free)
    feed = f"registration of {table}"
    # whoever is new in the period is born in it, and registered at the bedside
    received = arrivals.in_batches(feed, entered, batched=~(at_once | first))
    known = _Entries(order, version, entity, valid, entered, received, {})
    dead = np.zeros(len(of), dtype=bool)
    if "date_of_death" in log.schema.names:
        dead = np.asarray(log.column("date_of_death").is_valid())[order]
    extra = _taken_back(table, ids, log, known, following, dead, arrivals, until)
    parts = (known, extra)
    current_layers = [_current(part, ids) for part in parts]
    log_layers = [_logged(part) for part in parts]
    first_seen = np.full(len(ids), NEVER)
    for part in parts:
        np.minimum.at(first_seen, part.entity, part.received)
    return Registration(
        _records(current, log),
        [*current_layers, *(arrivals.sent_twice(table, layer) for layer in current_layers)],
        [*log_layers, *(arrivals.sent_twice(f"{table} log", layer) for layer in log_layers)],
        ids,
        first_seen,
    )


def _taken_back(
    table: str,
    ids: Ints,
    log: pa.RecordBatch,
    known: _Entries,
    following: Ints,
    dead: Bools,
    arrivals: Arrivals,
    until: int,
) -> _Entries:
    """Each second thought made between the entry of one version and the start of the next."""
    draws = arrivals.draws
    found = second_thoughts(draws, table, ids, arrivals.start, until)
    lifted = known.valid_from + known.entity * _SPAN
    anchor = np.searchsorted(lifted, found.made_at + found.entity * _SPAN, side="right") - 1
    kept = (anchor >= 0) & (known.entity[anchor] == found.entity)
    kept &= ~dead[anchor] & (known.entered[anchor] < found.made_at)
    kept &= following[anchor] > found.made_at
    undone = kept & (following[anchor] > found.undone_at)
    made, back = np.flatnonzero(kept), np.flatnonzero(undone)
    which = np.concatenate([made, back])
    is_back = np.repeat([0, 1], [len(made), len(back)])
    at = np.where(is_back > 0, found.undone_at[which], found.made_at[which])
    of = anchor[which]
    entity = found.entity[which]
    number = found.number[which] + is_back
    row = known.row[of]
    true = {name: log.column(name).take(pa.array(row)) for name in ("first_name", "last_name")}
    lists = load_words()
    other = words(
        lists.last.words,
        pick(lists.last.cumulative, draws.uniform(f"history {table} name", ids[entity], number)),
    )
    swaps = pa.array((found.is_swap[which] > 0) & (is_back == 0))
    renames = pa.array((found.is_swap[which] == 0) & (is_back == 0))
    names = {
        "first_name": pc.if_else(swaps, true["last_name"], true["first_name"]),
        "last_name": pc.if_else(
            swaps,
            true["first_name"],
            pc.if_else(renames, other, true["last_name"]),
        ),
    }
    return _Entries(
        row=row,
        id=ids[entity] * _VERSION_STEP + number,
        entity=entity,
        valid_from=at,
        entered=at,
        received=np.maximum(
            arrivals.in_batches(f"registration of {table}", at),
            np.where(is_back > 0, at, found.arrives_at[which]),
        ),
        values=names,
    )


def _records(current: pa.RecordBatch, log: pa.RecordBatch) -> pa.RecordBatch:
    key = current.schema.names[0]
    of = pa.array(places(numbers(current, key), numbers(log, key)))
    shared = [name for name in current.schema.names if name in log.schema.names]
    columns = [
        log.column(name) if name in shared else current.column(name).take(of)
        for name in current.schema.names
    ]
    return pa.RecordBatch.from_arrays(columns, schema=current.schema)


def _current(entries: _Entries, ids: Ints) -> Layer:
    return Layer(
        row=entries.row,
        id=ids[entries.entity],
        updated=entries.entered,
        received=entries.received,
        values=entries.values,
        order=entries.id % _VERSION_STEP * 2,  # the odd ones are for rows sent twice
    )


def _logged(entries: _Entries) -> Layer:
    values = entries.values
    if values:
        values = {"valid_from": instants(entries.valid_from), **values}
    return Layer(
        row=entries.row,
        id=entries.id,
        updated=entries.entered,
        received=entries.received,
        values=values,
    )
