"""The patients of a block as rows: the current record and the version log."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.simulation import model
from hospital.simulation.calendar import DAY
from hospital.simulation.columns import batch, dates, instants, words
from hospital.simulation.names import (
    AREA_CODES,
    EMAIL_DOMAINS,
    STATE,
    load_words,
)
from hospital.simulation.population import FAR_FUTURE, People
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, pick
from hospital.simulation.registration import VERSION_ID_STEP, Versions

_NO_PHONE_SHARE = 0.03  # guidance
_NO_EMAIL_SHARE = 0.12  # guidance


def _digits(values: Ints, width: int) -> pa.Array:
    return pc.utf8_lpad(pa.array(values).cast(pa.string()), width, "0")


def _join(*parts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def _masked(values: pa.Array, missing: Bools) -> pa.Array:
    return pc.if_else(pa.array(~missing), values, pa.scalar(None, pa.string()))


def _first_names(draws: Draws, people: People) -> pa.Array:
    lists = load_words()
    uniform: Floats = draws.uniform("first name", people.id)
    female = words(lists.female.words, pick(lists.female.cumulative, uniform))
    male = words(lists.male.words, pick(lists.male.cumulative, uniform))
    return pc.if_else(pa.array(people.sex == 0), female, male)


def _attributes(
    people: People, versions: Versions, death: Ints, draws: Draws
) -> dict[str, pa.Array]:
    """The attributes of every version."""
    lists = load_words()
    person = versions.person
    ids = people.id[person]
    at = pa.array(person)
    # a child bears the mother's first family name and lives at her first address
    mother = people.mother[person]
    family = np.where((mother >= 0) & (versions.name == 0), people.id[mother.clip(0)], ids)
    home = np.where((mother >= 0) & (versions.address == 0), people.id[mother.clip(0)], ids)
    first = _first_names(draws, people).take(at)
    surname = pick(lists.last.cumulative, draws.uniform("last name", family, versions.name))
    last = words(lists.last.words, surname)
    place = pick(lists.places, draws.uniform("place", home, versions.address))
    street = pick(lists.streets.cumulative, draws.uniform("street", home, versions.address))
    house = 1 + draws.integers("house", home, 9_899, versions.address)
    area = np.array(AREA_CODES)[draws.integers("area", ids, len(AREA_CODES))]
    line = draws.integers("line", ids, 10_000)
    domain = words(EMAIL_DOMAINS, draws.integers("domain", ids, len(EMAIL_DOMAINS)))
    address = pc.utf8_lower(_join(first, ".", last, pa.array(ids).cast(pa.string()), "@", domain))
    born = people.birth_day[person]
    gender = np.where(people.gender_recorded[person], people.sex[person], 2)
    died = death[person]
    return {
        "first_name": first,
        "last_name": last,
        "date_of_birth": dates(born),
        "gender": words(("F", "M", "U"), gender),
        "mrn": _join("MRN", _digits(ids, 9)),
        "date_of_death": dates(np.where(versions.dead, died // DAY, 0), ~versions.dead),
        "address_line": _join(
            pa.array(house).cast(pa.string()), " ", words(lists.streets.words, street)
        ),
        "city": words(lists.cities, place),
        "state": words((STATE,), np.zeros(len(ids), dtype=np.int64)),
        "postal_code": words(lists.postal_codes, place),
        "phone": _masked(
            _join("(", pa.array(area).cast(pa.string()), ") 555-", _digits(line, 4)),
            draws.uniform("no phone", ids) < _NO_PHONE_SHARE,
        ),
        "email": _masked(address, draws.uniform("no email", ids) < _NO_EMAIL_SHARE),
        "payer_id": pa.array(versions.payer + 1),
        "insurance_effective_date": _masked(
            dates(versions.covered_since // DAY).cast(pa.string()),
            versions.payer == model.SELF_PAY,
        ),
    }


def patient_batches(
    people: People, versions: Versions, death: Ints, kept: Bools, draws: Draws
) -> dict[str, pa.RecordBatch]:
    """The rows of the tables patients and patient_versions, for the people kept."""
    attributes = _attributes(people, versions, np.minimum(death, FAR_FUTURE), draws)
    ids = people.id[versions.person]
    log = batch(
        "patient_versions",
        {
            **attributes,
            "patient_version_id": pa.array(ids * VERSION_ID_STEP + versions.number),
            "patient_id": pa.array(ids),
            "valid_from": instants(versions.valid_from),
            "received_at": instants(versions.valid_from),
        },
    )
    of_kept = kept[versions.person]
    last = np.flatnonzero(versions.last & of_kept)
    at = pa.array(last)
    current = batch(
        "patients",
        {
            **{name: column.take(at) for name, column in attributes.items()},
            "patient_id": pa.array(ids[last]),
            "created_at": instants(people.registered[versions.person[last]]),
            "updated_at": instants(versions.valid_from[last]),
            "received_at": instants(versions.valid_from[last]),
        },
    )
    return {"patients": current, "patient_versions": log.filter(pa.array(of_kept))}
