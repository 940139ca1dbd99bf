"""From the truth of a block to what the database showed of it on each day of a window.

The truth at the window's last day holds all that is needed for the days before: a later as-of date
only adds rows and completes open ones. So what is shown on a day is a function of the seed, the
patients, the start and that day alone, whatever the window.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from hospital.history.arrival import Arrivals
from hospital.history.claims import claim_layers
from hospital.history.coding import diagnosis_layers, procedure_layers
from hospital.history.corrections import Neighbours
from hospital.history.encounters import visits
from hospital.history.facts import Block, by_id, is_word, numbers, places, seconds
from hospital.history.gathering import Gathering
from hospital.history.layers import NEVER, Forms, Layer, forms_of
from hospital.history.registration import Registration, registration
from hospital.simulation.calendar import DAY, epoch_day
from hospital.simulation.columns import batch, instants
from hospital.simulation.randomness import Bools, Draws

# deleted_row_id = row_id * 10 + the table's number
_TABLE_NUMBERS = {
    "encounters": 1,
    "encounter_diagnoses": 2,
    "encounter_procedures": 3,
    "billing": 4,
}
# rows of encounters: found by encounter, in any order
_CHILDREN = ("encounter_diagnoses", "encounter_procedures", "billing")


class Timeline:
    """What one block of the database showed on the days of a window."""

    def __init__(
        self,
        truth: Block,
        neighbours: Neighbours,
        draws: Draws,
        start: date,
        window: tuple[date, date],
    ) -> None:
        """`truth` is the clean block at the window's last day; `start` is the first simulated day.

        A block of reference tables has a history of providers, a block of patients all the rest.
        """
        self._truth = {
            name: rows if name in _CHILDREN else _in_order(rows) for name, rows in truth.items()
        }
        self._window = _end_of(window[0]), _end_of(window[1])
        self._arrivals = Arrivals(draws, epoch_day(start) * DAY, self._window[0])
        self._ends: list[pa.RecordBatch] = []
        self._lasting: dict[str, Forms] = {}
        self._fleeting: dict[str, Forms] = {}  # of rows that will be deleted
        if "providers" in truth:
            self._add_records("providers", "provider_versions", None)
        if "patients" in truth:
            self._add_patients(neighbours)

    def shown(self, as_of: date) -> tuple[dict[str, pa.RecordBatch], dict[str, pa.RecordBatch]]:
        """The rows at the end of a day of the window, and of these apart those that will vanish.

        Rows of the second kind, entered in error and not yet deleted, are not among the first.
        """
        at = _end_of(as_of)
        if not self._window[0] <= at <= self._window[1]:
            raise ValueError(f"{as_of} is outside the window of the timeline")
        lasting = {name: rows for name, rows in self._truth.items() if name not in self._lasting}
        if "data_loads" in lasting:
            lasting["data_loads"] = _dated(lasting["data_loads"], as_of)
        lasting |= {name: forms.at(at) for name, forms in self._lasting.items()}
        fleeting = {name: forms.at(at) for name, forms in self._fleeting.items()}
        return lasting, fleeting

    def _add_patients(self, neighbours: Neighbours) -> None:
        truth, arrivals = self._truth, self._arrivals
        patients = self._add_records("patients", "patient_versions", _deaths_in_hospital(truth))
        plain = _plain_principal(truth, neighbours)
        care = visits(truth, plain, patients.ids, patients.first_seen, arrivals)
        self._add_rows("encounters", care.layers)
        self._add_rows("encounter_diagnoses", diagnosis_layers(truth, care, neighbours, arrivals))
        self._add_rows("encounter_procedures", procedure_layers(truth, care, neighbours, arrivals))
        self._add_rows("billing", claim_layers(truth, care, arrivals))
        deletions = _in_order(pa.concat_batches(self._ends))
        received = seconds(deletions, "received_at")
        self._lasting["deleted_rows"] = Forms(deletions, received, np.full(len(received), NEVER))

    def _add_records(self, current: str, log: str, at_once: Bools | None) -> Registration:
        rows = self._truth[log]
        if at_once is None:
            at_once = np.zeros(rows.num_rows, dtype=bool)
        until = self._window[1]
        found = registration(current, self._truth[current], rows, self._arrivals, at_once, until)
        self._add(current, found.current, found.records)
        self._add(log, found.log, rows)
        return found

    def _add_rows(self, table: str, layers: list[Layer]) -> None:
        self._add(table, layers, self._truth[table])

    def _add(self, table: str, layers: list[Layer], rows: pa.RecordBatch) -> None:
        """Add the forms of a table, of layers that refer to `rows`."""
        lasting = [layer for layer in layers if not layer.is_transient]
        fleeting = [layer for layer in layers if layer.is_transient]
        self._lasting[table] = forms_of(table, rows, lasting, self._window)
        if fleeting:
            self._fleeting[table] = forms_of(table, rows, fleeting, self._window)
        self._ends += [_deletions(table, layer) for layer in fleeting if layer.is_deleted]


def _in_order(rows: pa.RecordBatch) -> pa.RecordBatch:
    ids = numbers(rows, rows.schema.names[0])
    if (np.diff(ids) > 0).all():
        return rows
    return Gathering(np.argsort(ids, kind="stable")).rows(rows)


def _end_of(day: date) -> int:
    """The last second of a day."""
    return (epoch_day(day) + 1) * DAY - 1


def _dated(loads: pa.RecordBatch, as_of: date) -> pa.RecordBatch:
    position = loads.schema.get_field_index("as_of_date")
    dates = pa.array([as_of] * loads.num_rows, pa.date32())
    columns = [*loads.columns[:position], dates, *loads.columns[position + 1 :]]
    return pa.RecordBatch.from_arrays(columns, schema=loads.schema)


def _deletions(table: str, ends: Layer) -> pa.RecordBatch:
    count = len(ends.id)
    return batch(
        "deleted_rows",
        {
            "deleted_row_id": ends.id * 10 + _TABLE_NUMBERS[table],
            "table_name": pa.array([table] * count, pa.string()),
            "row_id": ends.id,
            "deleted_at": instants(ends.updated),
            "received_at": instants(ends.received),
        },
    )


def _deaths_in_hospital(truth: Block) -> Bools:
    """Versions that record a death which an encounter ended in: both are written at once."""
    encounters, log = truth["encounters"], truth["patient_versions"]
    patient = numbers(encounters, "patient_id")
    expired = is_word(encounters, "discharge_disposition", "Expired")
    ended = seconds(encounters, "discharge_date")
    death = by_id(patient[expired], ended[expired], numbers(log, "patient_id"), NEVER)
    return np.asarray(death == seconds(log, "valid_from"))


def _plain_principal(truth: Block, neighbours: Neighbours) -> Bools:
    """By encounter, whether its principal diagnosis is free of rules."""
    rows = truth["encounter_diagnoses"]
    principal = numbers(rows, "diagnosis_sequence") == 1
    plain = neighbours.is_plain[numbers(rows, "diagnosis_id") - 1] & principal
    encounters = numbers(truth["encounters"], "encounter_id")
    found = np.zeros(len(encounters), dtype=bool)
    found[places(encounters, numbers(rows, "encounter_id")[plain])] = True
    return found
