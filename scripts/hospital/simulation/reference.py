"""The first block: payers, specialties, departments, providers, codes, the load's record."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from hospital import __version__
from hospital.config import GenerateConfig
from hospital.simulation import model
from hospital.simulation.calendar import Calendar
from hospital.simulation.catalog import Catalog
from hospital.simulation.columns import batch, instants, words
from hospital.simulation.names import load_words
from hospital.simulation.randomness import Draws, Floats, Ints, pick
from hospital.simulation.staff import CREDENTIALS, Staff

VERSION_ID_STEP = 1_000
_FEMALE_SHARE = 0.52  # guidance
_SMALL_FLOORS = 6


def _code_of(name: str, taken: set[str]) -> str:
    """A short code from a specialty's name: initials, or the first letters if those are taken."""
    parts = [part for part in name.split() if part != "and"]
    letters = "".join(part[0] for part in parts)
    code = letters.upper() if len(parts) > 1 else name[:4].upper()
    while code in taken:
        code = (name[: len(code) + 1]).replace(" ", "").upper()
    taken.add(code)
    return code


def _names(draws: Draws, ids: Ints) -> tuple[pa.Array, pa.Array]:
    lists = load_words()
    uniform: Floats = draws.uniform("provider first name", ids)
    female = words(lists.female.words, pick(lists.female.cumulative, uniform))
    male = words(lists.male.words, pick(lists.male.cumulative, uniform))
    is_female = draws.uniform("provider sex", ids) < _FEMALE_SHARE
    first = pa.array(
        [
            (female if chosen else male)[position].as_py()
            for position, chosen in enumerate(is_female)
        ],
        pa.string(),
    )
    last = pick(lists.last.cumulative, draws.uniform("provider last name", ids))
    return first, words(lists.last.words, last)


def _providers(
    catalog: Catalog, staff: Staff, calendar: Calendar, draws: Draws
) -> dict[str, pa.RecordBatch]:
    ids = np.arange(1, len(staff) + 1)
    first, last = _names(draws, ids)
    changed = staff.changed_at < calendar.end
    service = np.where(changed, staff.new_service, staff.service)

    def attributes(which: Ints, service_of: Ints) -> dict[str, pa.Array | Ints]:
        at = pa.array(which)
        return {
            "provider_id": ids[which],
            "first_name": first.take(at),
            "last_name": last.take(at),
            "credential": words(CREDENTIALS, staff.credential[which]),
            "specialty_id": catalog.service_specialty[service_of] + 1,
            "department_id": catalog.service_department[service_of] + 1,
            "npi": pa.array(staff.npi, pa.string()).take(at),
        }

    everyone = np.arange(len(staff))
    moved = np.flatnonzero(changed)
    version_of = np.concatenate([everyone, moved])
    number = np.repeat([1, 2], [len(everyone), len(moved)])
    valid_from = np.concatenate([staff.hired_at, staff.changed_at[moved]])
    services = np.concatenate([staff.service, staff.new_service[moved]])
    order = np.lexsort((number, version_of))
    version_of, number = version_of[order], number[order]
    updated = np.where(changed, staff.changed_at, staff.hired_at)
    return {
        "providers": batch(
            "providers",
            {
                **attributes(everyone, service),
                "created_at": instants(staff.hired_at),
                "updated_at": instants(updated),
                "received_at": instants(updated),
            },
        ),
        "provider_versions": batch(
            "provider_versions",
            {
                **attributes(version_of, services[order]),
                "provider_version_id": ids[version_of] * VERSION_ID_STEP + number,
                "valid_from": instants(valid_from[order]),
                "received_at": instants(valid_from[order]),
            },
        ),
    }


def reference_block(
    config: GenerateConfig, parts: tuple[Catalog, Staff, Calendar, Draws]
) -> dict[str, pa.RecordBatch]:
    """Every table that does not grow with the patients."""
    catalog, staff, calendar, draws = parts
    payers = np.arange(1, len(model.PAYERS) + 1)
    specialties = np.arange(1, len(catalog.specialties) + 1)
    departments = np.arange(1, len(catalog.departments) + 1)
    diagnoses = [
        *zip(catalog.diagnosis_codes, catalog.diagnosis_descriptions, strict=True),
        *catalog.further_diagnoses,
    ]
    procedures = [
        *zip(catalog.procedure_codes, catalog.procedure_descriptions, strict=True),
        *catalog.further_procedures,
    ]
    taken: set[str] = set()
    places = np.bincount(catalog.service_department, catalog.service_providers).astype(np.int64)
    return {
        "data_loads": batch(
            "data_loads",
            {
                "load_id": np.array([config.load_id]),
                "seed": np.array([config.seed]),
                "patient_count": np.array([config.patients]),
                "start_date": pa.array([config.start]),
                "as_of_date": pa.array([config.as_of]),
                "simulator_version": pa.array([__version__]),
            },
        ),
        "payers": batch(
            "payers",
            {
                "payer_id": payers,
                "payer_name": pa.array([name for name, _ in model.PAYERS]),
                "payer_type": pa.array([kind for _, kind in model.PAYERS]),
            },
        ),
        "specialties": batch(
            "specialties",
            {
                "specialty_id": specialties,
                "specialty_name": pa.array(catalog.specialties),
                "specialty_code": pa.array([_code_of(n, taken) for n in catalog.specialties]),
            },
        ),
        "departments": batch(
            "departments",
            {
                "department_id": departments,
                "department_name": pa.array(catalog.departments),
                "floor": 1 + (departments - 1) % _SMALL_FLOORS,
                "capacity": 6 + 3 * places,
            },
        ),
        **_providers(catalog, staff, calendar, draws),
        "diagnoses": batch(
            "diagnoses",
            {
                "diagnosis_id": np.arange(1, len(diagnoses) + 1),
                "icd10_code": pa.array([code for code, _ in diagnoses]),
                "icd10_description": pa.array([label for _, label in diagnoses]),
            },
        ),
        "procedures": batch(
            "procedures",
            {
                "procedure_id": np.arange(1, len(procedures) + 1),
                "cpt_code": pa.array([code for code, _ in procedures]),
                "cpt_description": pa.array([label for _, label in procedures]),
            },
        ),
    }
