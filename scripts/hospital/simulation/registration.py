"""What is written in each patient's record over time: names, addresses, cover, death."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import (
    DAY,
    YEAR_DAYS,
    Calendar,
    civil_from_days,
    completed_years,
    days_from_civil,
)
from hospital.simulation.population import FAR_FUTURE, People, age_in_years
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, cumulative_shares, pick

VERSION_ID_STEP = 1_000
_PAYER_AGES = np.array([18, 26, 65])
_PAYER_CUMULATIVE = cumulative_shares(model.PAYER_SHARES)
_REGISTERED, _MOVED, _RENAMED, _COVERED, _DIED = range(5)
_MEDICARE_AGE = 65


@dataclass(frozen=True)
class Versions:
    """Versions of patient records sorted by patient and time; each holds all attributes."""

    person: Ints
    number: Ints  # from 1
    valid_from: Ints  # instant
    address: Ints  # how many moves before
    name: Ints  # how many changes of name before
    payer: Ints  # position in model.PAYERS
    covered_since: Ints  # instant: registration, or the last change of payer
    dead: Bools
    last: Bools  # the person's latest version

    def payer_at(self, person: Ints, at: Ints) -> Ints:
        """The payer on record at an instant; the first one before registration."""
        span = FAR_FUTURE * 2
        lifted = self.valid_from + self.person * span
        position = np.searchsorted(lifted, at + person * span, side="right") - 1
        first = np.searchsorted(self.person, person)
        return np.asarray(self.payer[np.maximum(position, first)])


def _payer(draws: Draws, ids: Ints, age: Ints, index: Ints) -> Ints:
    """A payer by age; public cover goes more often to people who need more acute care."""
    group = np.searchsorted(_PAYER_AGES, age, side="right")
    own = draws.uniform("payer", ids, index)
    by_need = 1.0 - 2.0**-53 - draws.uniform("acute use", ids)  # the draw behind acute_frailty
    follows = draws.uniform("payer by need", ids, index) < model.PAYER_BY_FRAILTY
    return pick(_PAYER_CUMULATIVE, np.where(follows, by_need, own), group)


def _medicare_start(people: People) -> Ints:
    """First day of the month of the 65th birthday, as an instant (42 CFR 406.10)."""
    year, month, _ = civil_from_days(people.birth_day)
    one = np.ones(len(people), dtype=np.int64)
    return np.asarray(days_from_civil(year + _MEDICARE_AGE, month, one) * DAY)


def draw_versions(people: People, death: Ints, calendar: Calendar, draws: Draws) -> Versions:
    """The version log of every patient up to the as-of date."""
    ids, years = people.id, calendar.years
    everyone = np.arange(len(people))
    index = np.arange(years)[None, :]
    age = age_in_years(people.birth_day, calendar, years)
    registered_age = completed_years(people.birth_day, people.registered // DAY)
    zero = np.zeros(len(people), dtype=np.int64)

    def yearly(stream: str, chance: Floats) -> tuple[Ints, Ints]:
        person, year = np.nonzero(draws.uniform(stream, ids[:, None], index) < chance)
        second = draws.integers(stream + " second", ids[person], YEAR_DAYS * 540, year)
        # office hours: 09:00 to 18:00 of a random day
        day, of_day = second // 540, second % 540
        return person, calendar.year_start(year) + day * DAY + 9 * 3600 + of_day * 60

    medicare = _medicare_start(people)
    moved, moved_at = yearly("move", np.where(age > 0, model.MOVE_RATE, 0.0))
    marrying = (age > 20) & (age < 45) & (people.sex == 0)[:, None]
    renamed, renamed_at = yearly("new name", np.where(marrying, model.NAME_CHANGE_RATE, 0.0))
    working = (age > 1) & (age < _MEDICARE_AGE - 1)
    covered, covered_at = yearly("new payer", np.where(working, model.PAYER_CHANGE_RATE, 0.0))
    covered_age = completed_years(people.birth_day[covered], covered_at // DAY)
    covered_year = (covered_at - calendar.start) // (YEAR_DAYS * DAY)
    old = np.flatnonzero(medicare > people.registered)
    dying = np.flatnonzero(death < FAR_FUTURE)
    person = np.concatenate([everyone, moved, renamed, covered, old, dying])
    at = np.concatenate(
        [people.registered, moved_at, renamed_at, covered_at, medicare[old], death[dying]]
    )
    counts = [len(part) for part in (everyone, moved, renamed, covered, old, dying)]
    kind = np.repeat([_REGISTERED, _MOVED, _RENAMED, _COVERED, _COVERED, _DIED], counts)
    none = np.full(len(person), -1, dtype=np.int64)
    none[: counts[0]] = _payer(draws, ids, registered_age, zero)
    first = sum(counts[:3])
    none[first : first + counts[3]] = _payer(draws, ids[covered], covered_age, covered_year + 2)
    first += counts[3]
    full_age = np.full(counts[4], _MEDICARE_AGE)
    none[first : first + counts[4]] = _payer(draws, ids[old], full_age, zero[old] + 1)
    known = (at >= people.registered[person]) & (at <= death[person]) & (at < calendar.end)
    order = np.lexsort((kind, at, person))
    order = order[known[order]]
    return _versions(person[order], at[order], kind[order], none[order])


def _versions(person: Ints, at: Ints, kind: Ints, payer: Ints) -> Versions:
    # simultaneous changes make one version: keep the last of each instant, count all before it
    begins = np.ones(len(person), dtype=bool)
    begins[1:] = person[1:] != person[:-1]
    start = np.maximum.accumulate(np.where(begins, np.arange(len(person)), 0))

    def count(which: int) -> Ints:
        total = np.cumsum(kind == which)
        return np.asarray(total - total[start] + (kind[start] == which))

    setter = np.maximum.accumulate(np.where(payer >= 0, np.arange(len(person)), 0))
    held = payer[setter]
    changed = begins.copy()
    changed[1:] |= held[1:] != held[:-1]
    since = np.maximum.accumulate(np.where(changed, np.arange(len(person)), 0))
    keep = np.ones(len(person), dtype=bool)
    keep[:-1] = (person[1:] != person[:-1]) | (at[1:] != at[:-1])
    kept_person = person[keep]
    first = np.searchsorted(kept_person, kept_person)
    last = np.ones(len(kept_person), dtype=bool)
    last[:-1] = kept_person[1:] != kept_person[:-1]
    return Versions(
        person=kept_person,
        number=np.arange(len(kept_person)) - first + 1,
        valid_from=at[keep],
        address=count(_MOVED)[keep],
        name=count(_RENAMED)[keep],
        payer=held[keep],
        covered_since=at[since][keep],
        dead=(count(_DIED) > 0)[keep],
        last=last,
    )
