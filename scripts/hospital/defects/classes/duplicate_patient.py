"""The same person registered twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome
from hospital.defects.sheet import Sheet
from hospital.defects.spelling import joined
from hospital.simulation.randomness import Bools, Floats, Ints

ID_OFFSET = 50_000_000_000
_VERSION_ID_STEP = 1_000
_SHARE_OF_ENCOUNTERS = 0.4
# Numbers above those that the simulator gives to houses, so that the address is another one.
_FIRST_HOUSE, _HOUSES = 10_000, 9_000
_STREETS = pa.array(["Maple Street", "Oak Avenue", "Cedar Lane", "Elm Court", "Walnut Drive"])
_SWAPS = tuple((f"^(.{{{before}}})([a-z])([a-z])", r"\1\3\2") for before in (1, 2, 3))


@dataclass(frozen=True)
class _Fuzz:
    """What is otherwise in the second registration, by patient: the same in every version."""

    kind: Floats  # uniform: a quarter each for exact, initial, swapped letters, other address
    swap: Floats  # uniform: which letters are swapped
    house: Floats  # uniform
    street: Floats  # uniform


def _copies(rows: pa.RecordBatch, key: pa.Array, fuzz: _Fuzz) -> pa.RecordBatch:
    """The rows as the second registration has them; `key` is the new primary key."""
    names, phones = rows.column("first_name"), rows.column("phone")
    kind = (fuzz.kind * 4).astype(np.int64)
    shortened = _where(kind == 1, pc.utf8_slice_codeunits(names, 0, 1), names)
    for number, (pattern, replacement) in enumerate(_SWAPS):
        here = (kind == 2) & ((fuzz.swap * len(_SWAPS)).astype(np.int64) == number)
        swapped = pc.replace_substring_regex(names, pattern, replacement)
        shortened = _where(here, swapped, shortened)
    house = pa.array(_FIRST_HOUSE + (fuzz.house * _HOUSES).astype(np.int64)).cast(pa.string())
    street = _STREETS.take(pa.array((fuzz.street * len(_STREETS)).astype(np.int64)))
    moved = pc.and_(pa.array(kind == 3), pc.is_valid(phones))
    ids = pc.add(rows.column("patient_id"), ID_OFFSET)
    new = {
        "patient_id": ids,
        "mrn": joined("MRN", ids.cast(pa.string())),
        "first_name": shortened,
        "address_line": pc.if_else(moved, joined(house, " ", street), rows.column("address_line")),
    }
    columns = [new.get(name, rows.column(name)) for name in rows.schema.names]
    columns[0] = key
    return pa.RecordBatch.from_arrays(columns, schema=rows.schema)


def _where(condition: Bools, yes: pa.Array, no: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(condition), yes, no)


def _has_contact(patients: Sheet, rows: Ints) -> Bools:
    """Without a telephone number or an address nobody could tell that it is the same person."""
    phone = pc.is_valid(patients.values("phone", rows))
    address = pc.and_(
        pc.is_valid(patients.values("address_line", rows)),
        pc.is_valid(patients.values("postal_code", rows)),
    )
    return np.asarray(pc.or_(phone, address).to_numpy(zero_copy_only=False))


def _plant(book: Book, defect: Defect) -> None:
    patients, versions = book.of("patients"), book.of("patient_versions")
    if patients is None or versions is None:
        return
    drawn = book.draw(defect, patients)
    twice = drawn[_has_contact(patients, drawn)]
    ids = patients.ids[twice]
    logged = book.draw(defect, versions)  # the same patients
    logged = logged[np.isin(versions.numbers("patient_id")[logged], ids)]
    for sheet, rows in ((patients, twice), (versions, logged)):
        purposes = ("kind", "swap", "house", "street")
        fuzz = _Fuzz(*(book.uniform(defect, sheet, rows, purpose) for purpose in purposes))
        offset = ID_OFFSET if sheet is patients else ID_OFFSET * _VERSION_ID_STEP
        key = pa.array(sheet.ids[rows] + offset)
        sheet.add(defect, _copies(sheet.rows.take(pa.array(rows)), key, fuzz))
    encounters = book.of("encounters")
    if encounters is None:
        return
    theirs = np.flatnonzero(np.isin(encounters.numbers("patient_id"), ids) & encounters.free)
    share = book.uniform(defect, encounters, theirs, "encounter")
    moved = theirs[share < _SHARE_OF_ENCOUNTERS]
    encounters.free[moved] = False
    owner = encounters.numbers("patient_id")[moved] + ID_OFFSET
    encounters.change(defect, "patient_id", moved, pa.array(owner))


DEFECT = Defect(
    order=12,
    name="duplicate_patient",
    outcome=Outcome.MERGED,
    description="A patient is registered a second time under another number, with the same data, "
    "the first name as an initial or with two letters swapped, or another address; some "
    "encounters are booked on the second number.",
    rule="Same last name, date of birth and gender, same telephone number or address, and first "
    "names that are equal, one the initial of the other, or two neighbouring letters apart: the "
    "lowest number stays and takes the encounters.",
    fields={"patients": (), "patient_versions": (), "encounters": ("patient_id",)},
    plant=_plant,
)
