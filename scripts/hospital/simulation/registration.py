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
from hospital.simulation.maternity import Deliveries
from hospital.simulation.population import FAR_FUTURE, People, age_in_years
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, cumulative_shares, pick

VERSION_ID_STEP = 1_000
_PAYER_AGES = np.array([18, 26, 65])
_PAYER_CUMULATIVE = cumulative_shares(model.PAYER_SHARES[:, : model.SELF_PAY])
_REGISTERED, _MOVED, _RENAMED, _COVERED, _DIED = range(5)
_MEDICARE_AGE = 65
_KIDNEY_WAIT_DAYS = 91
_PREGNANCY_DAYS = 170  # before the birth (guidance)


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
    """A payer by age; public cover goes more often to people who need more acute care.

    Having none at all does not depend on need.
    """
    group = np.searchsorted(_PAYER_AGES, age, side="right")
    own = draws.uniform("payer", ids, index)
    by_need = 1.0 - 2.0**-53 - draws.uniform("acute use", ids)  # the draw behind acute_frailty
    follows = draws.uniform("payer by need", ids, index) < model.PAYER_BY_FRAILTY
    insured = pick(_PAYER_CUMULATIVE, np.where(follows, by_need, own), group)
    none = draws.uniform("uninsured", ids, index) < model.PAYER_SHARES[group, model.SELF_PAY]
    return np.where(none, model.SELF_PAY, insured)


def _medicare_start(people: People) -> Ints:
    """First day of the month of the 65th birthday, as an instant (42 CFR 406.10)."""
    year, month, _ = civil_from_days(people.birth_day)
    one = np.ones(len(people), dtype=np.int64)
    return np.asarray(days_from_civil(year + _MEDICARE_AGE, month, one) * DAY)


def draw_versions(
    people: People,
    deliveries: Deliveries,
    end_stage: Ints,
    kidney: Bools,
    death: Ints,
    calendar: Calendar,
    draws: Draws,
) -> Versions:
    """The version log of every patient up to the as-of date.

    `end_stage` is when a kidney disease would reach its end, `kidney` who has one, [patient, year].
    """
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
    has_renal, renal_at = _kidney_cover(people, end_stage, kidney, calendar)
    changes = renal_at[covered] > covered_at  # whoever has Medicare for the kidneys keeps it
    covered, covered_at = covered[changes], covered_at[changes]
    covered_age, covered_year = covered_age[changes], covered_year[changes]
    # Medicaid covers many women while they are pregnant, from the second trimester on
    mother = deliveries.person
    helped_at = (deliveries.at // DAY - _PREGNANCY_DAYS) * DAY + 10 * 3600
    drawn = draws.uniform("pregnancy cover", ids[mother], deliveries.year)
    helped = drawn < model.PREGNANCY_COVER_SHARE
    helped &= renal_at[mother] > helped_at
    mother, helped_at = mother[helped], helped_at[helped]
    by_age = renal_at > medicare
    old, renal = old[by_age[old]], np.flatnonzero(has_renal & ~by_age)
    dying = np.flatnonzero(death < FAR_FUTURE)
    groups = (everyone, moved, renamed, covered, old, renal, mother, dying)
    person = np.concatenate(groups)
    at = np.concatenate(
        [
            people.registered,
            moved_at,
            renamed_at,
            covered_at,
            medicare[old],
            np.maximum(renal_at, people.registered)[renal],
            helped_at,
            death[dying],
        ]
    )
    counts = [len(part) for part in groups]
    kinds = [_REGISTERED, _MOVED, _RENAMED, _COVERED, _COVERED, _COVERED, _COVERED, _DIED]
    kind = np.repeat(kinds, counts)
    none: Ints = np.full(len(person), -1, dtype=np.int64)
    none[: counts[0]] = _payer(draws, ids, registered_age, zero)
    first = sum(counts[:3])
    none[first : first + counts[3]] = _payer(draws, ids[covered], covered_age, covered_year + 2)
    first += counts[3]
    full_age = np.full(counts[4], _MEDICARE_AGE)
    none[first : first + counts[4]] = _payer(draws, ids[old], full_age, zero[old] + 1)
    first += counts[4]
    none[first : first + counts[5]] = model.MEDICARE
    first += counts[5]
    none[first : first + counts[6]] = model.MEDICAID
    # a child is covered as its mother is at the birth, or by Medicaid if she has no cover
    child = np.flatnonzero(people.mother >= 0)
    none[child] = _mothers_cover(none, at, person, people, child)
    known = (at >= people.registered[person]) & (at <= death[person]) & (at < calendar.end)
    order = np.lexsort((kind, at, person))
    order = order[known[order]]
    return _versions(person[order], at[order], kind[order], none[order])


def _kidney_cover(
    people: People, end_stage: Ints, kidney: Bools, calendar: Calendar
) -> tuple[Bools, Ints]:
    """Who gets Medicare for end-stage kidney disease, and when (42 CFR 406.13: fourth month)."""
    first_year = calendar.year_start(np.where(kidney.any(axis=1), kidney.argmax(axis=1), 0))
    begun = np.maximum(end_stage, first_year)
    reached = kidney.any(axis=1) & (end_stage < FAR_FUTURE)
    # a patient who was on dialysis at the start has been covered before
    at = np.where(begun <= calendar.start, people.registered, begun + _KIDNEY_WAIT_DAYS * DAY)
    at = at // DAY * DAY
    return reached, np.where(reached, np.maximum(at, people.registered), FAR_FUTURE)


def _mothers_cover(payer: Ints, at: Ints, person: Ints, people: People, child: Ints) -> Ints:
    """The payer that each child's mother has at its birth, as the child's first."""
    setting = np.flatnonzero((payer >= 0) & (people.mother[person] < 0))
    order = setting[np.lexsort((at[setting], person[setting]))]
    span = FAR_FUTURE * 2
    lifted = at[order] + person[order] * span
    place = np.searchsorted(lifted, people.birth[child] + people.mother[child] * span, "right")
    hers = payer[order[place - 1]]
    without = (hers == model.SELF_PAY) | (hers == model.MEDICARE)
    return np.where(without, model.MEDICAID, hers)


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
