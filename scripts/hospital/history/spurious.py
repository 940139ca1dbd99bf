"""Rows that the truth does not have, beside the rows that they are modelled on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from hospital.history import cancellations
from hospital.history.arrival import Arrivals
from hospital.history.encounters import Visits
from hospital.history.layers import Layer
from hospital.simulation.randomness import Ints

_STEP = 1_000  # of a child's id


def of_cancelled(
    rows: Ints, ids: Ints, visit: Ints, visits: Visits, since: Ints | None = None
) -> list[Layer]:
    """Children of the cancelled encounters after those of their models, deleted with them.

    `rows` are the positions that may be copied, `ids` and `visit` (the position of the encounter)
    those of all; `since` is when each is written, if not together with the encounter.
    """
    found = visits.cancelled
    place = np.full(len(visits.id), -1, dtype=np.int64)
    place[found.model] = np.arange(len(found.model))
    at = rows[place[visit[rows]] >= 0]
    of = place[visit[at]]
    entered = found.entered[of] if since is None else np.maximum(found.entered[of], since[at])
    shown = Layer(
        row=at,
        id=ids[at] + cancellations.CANCELLED_NUMBER * _STEP,
        updated=entered,
        received=np.maximum(found.seen[of], entered),
        values={"encounter_id": pa.array(found.id[of])},
        created=entered,
        is_transient=True,
    )
    gone = replace(
        shown, updated=found.deleted[of], received=found.deletion_seen[of], is_deleted=True, order=4
    )
    in_time = entered < found.deleted[of]
    return [shown.take(in_time), gone.take(in_time)]


def deleted(
    table: str, models: Layer, values: dict[str, pa.Array], arrivals: Arrivals
) -> list[Layer]:
    """Rows entered beside others, and deleted later.

    `models` are the others as they were first told, with the ids of the new rows; `values` replace
    columns.
    """
    created = models.updated if models.created is None else models.created
    entered = cancellations.entered(created)
    seen = np.maximum(entered, models.received)
    shown = Layer(
        row=models.row,
        id=models.id,
        updated=entered,
        received=seen,
        values=values,
        created=entered,
        is_transient=True,
    )
    deleted = cancellations.deleted_at(arrivals.draws, table, models.id, entered)
    gone = replace(
        shown,
        updated=deleted,
        received=np.maximum(arrivals.in_batches("deletions", deleted), seen),
        is_deleted=True,
        order=4,
    )
    return [shown, gone]
