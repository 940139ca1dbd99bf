"""From episodes and visits to encounters, in each patient's order, cut at the as-of date."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hospital.simulation import model
from hospital.simulation.calendar import DAY, Calendar
from hospital.simulation.catalog import EMERGENCY, INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.episodes import Episodes
from hospital.simulation.events import exact_age, repeat
from hospital.simulation.outcomes import ADMITTED, TRANSFERRED
from hospital.simulation.population import People
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, Keys
from hospital.simulation.staff import Staff, panel_uniform
from hospital.simulation.visits import MOVED, REPEATED, Visits

ENCOUNTER_ID_STEP = 10_000
TYPES = ("Outpatient", "ER", "Inpatient")  # by setting
ADMISSION_TYPES = ("Emergency", "Urgent", "Elective", "Newborn")
SOURCES = ("Emergency Department", "Physician Referral", "Transfer", "Birth")
_LONG_ENOUGH = 2 * DAY  # shortest stay that is split by a move between care teams


@dataclass(frozen=True)
class Encounters:
    """Encounters of a block, sorted by patient and start; -1 stands for null."""

    person: Ints
    key: Keys
    origin: Keys  # the episode's or the visit's key: a stay shares it with its emergency visit
    setting: Ints
    problem: Ints
    code: Ints
    start: Ints
    end: Ints
    disposition: Ints
    admission: Ints
    source: Ints
    reason: Ints
    service: Ints
    severity: Floats
    complexity: Floats
    week: Ints  # of gestation: mothers and newborns; 0 elsewhere
    known_at: Ints  # when its codes are known: the birth for mothers, else the start
    provider: Ints
    id: Ints
    year: Ints  # simulated year of the start
    age: Ints  # completed years

    def __len__(self) -> int:
        """Number of encounters."""
        return len(self.person)

    def take(self, which: Ints | Bools) -> Encounters:
        """The encounters at the given positions."""
        return Encounters(**{f.name: getattr(self, f.name)[which] for f in fields(self)})


Columns = dict[str, NDArray[Any]]


def _emergency_visits(episodes: Episodes, codes: Ints, service: int) -> Columns:
    which = np.flatnonzero(episodes.has_visit)
    fate = np.where(episodes.has_stay[which], ADMITTED, episodes.fate[which])
    none = np.full(len(which), NONE)
    return {
        "person": episodes.person[which],
        "key": episodes.key[which].view(np.int64),
        "origin": episodes.key[which],
        "setting": np.full(len(which), EMERGENCY),
        "problem": episodes.problem[which],
        "code": codes[which],
        "start": episodes.start[which],
        "end": episodes.visit_end[which],
        "disposition": fate,
        "admission": none,
        "source": none,
        "reason": np.zeros(len(which), dtype=np.int64),
        "service": np.full(len(which), service),
        "severity": episodes.severity[which],
        "complexity": episodes.complexity[which],
        "week": np.zeros(len(which), dtype=np.int64),
        "known_at": episodes.start[which],
    }


def _stays(episodes: Episodes, codes: Ints, catalog: Catalog, draws: Draws) -> Columns:
    stays = episodes.take(np.flatnonzero(episodes.has_stay))
    codes = codes[episodes.has_stay]
    key = draws.key("stay", stays.key)
    newborn = stays.problem == catalog.problem["newborn"]
    mother = (stays.problem == catalog.problem["cesarean_delivery"]) | (
        stays.problem == catalog.problem["vaginal_delivery"]
    )
    admission = np.where(stays.has_visit, 0, np.where(stays.planned, 2, 1))
    source = np.where(stays.has_visit, 0, np.where(stays.transferred, 2, 1))
    ward = catalog.ward_services.draw(stays.problem, draws.uniform("ward", key))
    ward = np.where(stays.intensive, catalog.service["neonatology"], ward)
    columns = {
        "person": stays.person,
        "key": key.view(np.int64),
        "origin": stays.key,
        "setting": np.full(len(key), INPATIENT),
        "problem": stays.problem,
        "code": codes,
        "start": stays.admitted_at,
        "end": stays.end,
        "disposition": stays.fate,
        "admission": np.where(newborn, 3, admission),
        "source": np.where(newborn, 3, source),
        "reason": np.zeros(len(key), dtype=np.int64),
        "service": ward,
        "severity": stays.severity,
        "complexity": stays.complexity,
        "week": stays.week,
        "known_at": stays.known_at,
    }
    # the gravest are taken to intensive care first
    moved = draws.uniform("transfer", key) < model.TRANSFER_SHARE * 2 * stays.severity
    moved &= ~newborn & ~mother & (stays.end - stays.admitted_at > _LONG_ENOUGH)
    return _with_transfers(columns, np.flatnonzero(moved), catalog, draws)


def _with_transfers(columns: Columns, moved: Ints, catalog: Catalog, draws: Draws) -> Columns:
    """Split the given stays in two contiguous ones: intensive care first, then the ward."""
    second = {name: values[moved].copy() for name, values in columns.items()}
    key = second["key"].view(np.uint64)
    length = second["end"] - second["start"]
    share = 0.25 + 0.5 * draws.uniform("transfer time", key)
    split = second["start"] + (length * share).astype(np.int64) // 60 * 60
    columns["end"][moved] = split
    columns["disposition"][moved] = TRANSFERRED
    columns["service"][moved] = catalog.service["critical_care"]
    second["known_at"] = second["start"] = (
        split + (10 + draws.integers("transfer pause", key, 45)) * 60
    )
    second["admission"][:] = 1
    second["reason"][:] = MOVED
    second["source"][:] = 2
    second["key"] = draws.key("after transfer", key).view(np.int64)
    return {name: np.concatenate([columns[name], second[name]]) for name in columns}


def _outpatient(
    people: People, visits: Visits, codes: Ints, catalog: Catalog, draws: Draws
) -> Columns:
    count = len(visits.person)
    # a patient keeps to one service per problem; repeated visits may go elsewhere
    usual = draws.uniform("service", people.id[visits.person], visits.problem)
    service = catalog.clinic_services.draw(visits.problem, usual)
    follow = catalog.follow_services.draw(visits.problem, draws.uniform("follow", visits.key))
    service = np.where(visits.reason == REPEATED, follow, service)
    pediatrics, family = catalog.service["pediatrics"], catalog.service["family_medicine"]
    age = exact_age(people, visits.person, visits.start)
    service = np.where((service == pediatrics) & (age >= 18), family, service)
    internal = (service == catalog.service["internal_medicine"]) | (service == family)
    service = np.where(internal & (age < 12), pediatrics, service)
    none = np.full(count, NONE)
    return {
        "person": visits.person,
        "key": visits.key.view(np.int64),
        "origin": visits.key,
        "setting": np.full(count, OUTPATIENT),
        "problem": visits.problem,
        "code": codes,
        "start": visits.start,
        "end": visits.end,
        "disposition": none,
        "admission": none,
        "source": none,
        "reason": visits.reason,
        "service": service,
        "severity": np.zeros(count),
        "complexity": np.zeros(count),
        "week": visits.week,
        "known_at": visits.start,
    }


def build_encounters(
    people: People,
    episodes: Episodes,
    episode_codes: tuple[Ints, Ints],
    visits: Visits,
    visit_codes: Ints,
    calendar: Calendar,
    catalog: Catalog,
    staff: Staff,
    draws: Draws,
) -> Encounters:
    """All encounters that had begun by the as-of date, numbered in order of time."""
    parts = [
        _emergency_visits(episodes, episode_codes[0], catalog.service["emergency"]),
        _stays(episodes, episode_codes[1], catalog, draws),
        _outpatient(people, visits, visit_codes, catalog, draws),
    ]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((joined["setting"], joined["start"], joined["person"]))
    order = order[joined["start"][order] < calendar.end]
    columns = {name: values[order] for name, values in joined.items()}
    key = columns.pop("key").view(np.uint64)
    person = columns["person"]
    _, number = repeat(np.bincount(person, minlength=len(people)))
    patient = people.id[person]
    panel = panel_uniform(draws, patient, columns["service"], key)
    uniform = np.where(columns["setting"] == OUTPATIENT, panel, draws.uniform("attending", key))
    for new, first_day, old in catalog.successions:
        dated = (columns["code"] == new) & (columns["start"] < first_day * DAY)
        columns["code"] = np.where(dated, old, columns["code"])
    return Encounters(
        key=key,
        id=patient * ENCOUNTER_ID_STEP + number + 1,
        provider=staff.choose(columns["service"], uniform, columns["start"]),
        year=calendar.year_of(columns["start"]),
        age=exact_age(people, person, columns["start"]),
        **columns,
    )
