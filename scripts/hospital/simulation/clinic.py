"""Outpatient visits: illness, chronic follow-up, prevention, pregnancy, newborns and aftercare."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from hospital.simulation import model
from hospital.simulation.acute import Episodes
from hospital.simulation.calendar import CLINIC, DAY, Calendar
from hospital.simulation.catalog import EMERGENCY, INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.courses import chemotherapy, dialysis
from hospital.simulation.events import (
    Arrivals,
    History,
    arrivals,
    fits,
    join_arrivals,
    repeat,
)
from hospital.simulation.population import FAR_FUTURE, Deliveries, People
from hospital.simulation.randomness import Bools, Draws, Ints, Keys

_DAY_SHIFT = 2**18  # makes epoch days positive
_MONDAY_OFFSET = 3  # 1970-01-01 was a Thursday
PLAIN, AFTER_DISCHARGE, REPEATED = 0, 1, 2


@dataclass(frozen=True)
class Visits:
    """Outpatient visits, one position each; instants in seconds."""

    person: Ints
    key: Keys
    problem: Ints
    start: Ints
    end: Ints
    reason: Ints  # PLAIN, AFTER_DISCHARGE or REPEATED (a later visit for the same injury)
    code: Ints  # principal diagnosis fixed by an earlier encounter, or NONE

    def take(self, which: Ints) -> Visits:
        """The visits at the given positions."""
        return Visits(**{f.name: getattr(self, f.name)[which] for f in fields(self)})


def _on_weekday(day: Ints) -> Ints:
    """Move Saturday and Sunday to the Monday after."""
    weekday = (day + _MONDAY_OFFSET) % 7
    return np.asarray(day + np.where(weekday == 5, 2, np.where(weekday == 6, 1, 0)))


def _at_clinic(
    draws: Draws, calendar: Calendar, base: Arrivals, day: Ints, reason: int, code: Ints | None
) -> Visits:
    start = day * DAY + calendar.seconds(CLINIC, draws.uniform("hour", base.key), 900)
    minutes = model.CLINIC_MINUTES[
        draws.integers("visit length", base.key, len(model.CLINIC_MINUTES))
    ]
    none = np.full(len(day), NONE, dtype=np.int64)
    return Visits(
        base.person,
        base.key,
        base.problem,
        start,
        start + minutes * 60,
        np.full(len(day), reason, dtype=np.int64),
        none if code is None else code,
    )


def _ordinary(
    people: People, history: History, calendar: Calendar, catalog: Catalog, draws: Draws
) -> Visits:
    seen = arrivals(people, history, catalog, draws, "clinic", 0)
    base = join_arrivals(
        chemotherapy(people, seen, catalog, draws), dialysis(people, history, catalog, draws)
    )
    uniform = draws.uniform("day", base.key)
    day = calendar.days(CLINIC, catalog.season[base.problem], base.year, uniform)
    return _at_clinic(draws, calendar, base, day, PLAIN, None)


def _prenatal(
    people: People, deliveries: Deliveries, calendar: Calendar, catalog: Catalog, draws: Draws
) -> Visits:
    """Third-trimester visits, 11 weeks to some days before the birth."""
    visits = model.PRENATAL_VISITS
    of, number = repeat(np.full(len(deliveries.person), visits))
    mother = deliveries.person[of]
    key = draws.key("prenatal", people.id[mother], deliveries.year[of] * 64 + number)
    spread = (draws.uniform("day", key) * 9).astype(np.int64)
    day = _on_weekday(deliveries.at[of] // DAY - 76 + number * 13 + spread)
    problem = np.full(len(of), catalog.problem["prenatal_care"])
    base = Arrivals(mother, deliveries.year[of], key, problem)
    attended = draws.uniform("attends", key) < model.PRENATAL_ATTENDANCE
    return _at_clinic(draws, calendar, base, day, PLAIN, None).take(np.flatnonzero(attended))


def _newborn_checks(people: People, calendar: Calendar, catalog: Catalog, draws: Draws) -> Visits:
    """Within a week of birth and at two to three weeks (AAP schedule)."""
    children = np.flatnonzero(people.mother >= 0)
    of, number = repeat(np.full(len(children), 2))
    child = children[of]
    key = draws.key("newborn check", people.id[child], number)
    delay = np.where(number == 0, 3, 13) + draws.integers("day", key, 3)
    day = _on_weekday(people.birth_day[child] + delay)
    early = day - people.birth_day[child] < 8
    code = np.where(early, catalog.diagnosis["Z00.110"], catalog.diagnosis["Z00.111"])
    problem = np.full(len(of), catalog.problem["newborn_check"])
    base = Arrivals(child, number, key, problem)
    return _at_clinic(draws, calendar, base, day, PLAIN, code)


def _after_discharge(
    episodes: Episodes, calendar: Calendar, catalog: Catalog, draws: Draws
) -> Visits:
    seen = episodes.has_stay & ~episodes.died & catalog.has_code[episodes.problem, OUTPATIENT]
    chance = draws.uniform("seen after discharge", episodes.key)
    of = episodes.take(np.flatnonzero(seen & (chance < model.AFTER_DISCHARGE_VISIT)))
    key = draws.key("after discharge", of.key)
    day = _on_weekday(of.end // DAY + 3 + draws.integers("day", key, 10))
    base = Arrivals(of.person, of.year, key, of.problem)
    return _at_clinic(draws, calendar, base, day, AFTER_DISCHARGE, None)


def principal_codes(
    catalog: Catalog,
    draws: Draws,
    people: People,
    base: Arrivals | Visits | Episodes,
    setting: Ints,
) -> Ints:
    """Principal diagnosis by problem and setting.

    In the clinic a condition keeps its patient's own code; elsewhere the episode decides.
    """
    own = draws.uniform("own code", people.id[base.person], base.problem)
    chronic = (base.problem < catalog.condition_count) & (setting == OUTPATIENT)
    uniform = np.where(chronic, own, draws.uniform("code", base.key))
    return catalog.codes.draw(base.problem * 3 + setting, uniform)


def _repeats(
    sources: list[tuple[Arrivals, Ints, Ints]],
    calendar: Calendar,
    catalog: Catalog,
    draws: Draws,
) -> Visits:
    """Later visits for an injury or a course of treatment; sources give (event, end, code)."""
    person = np.concatenate([base.person for base, _, _ in sources])
    key = np.concatenate([base.key for base, _, _ in sources])
    problem = np.concatenate([base.problem for base, _, _ in sources])
    end = np.concatenate([end for _, end, _ in sources])
    code = np.concatenate([code for _, _, code in sources])
    mean = catalog.follow_visits[problem]
    counts = np.where(
        mean > 0, (draws.uniform("repeats", key) * 2 * mean + 0.5).astype(np.int64), 0
    )
    of, number = repeat(counts)
    own = draws.key("repeat", key[of], number)
    day = _on_weekday(end[of] // DAY + 6 + number * 9 + draws.integers("day", own, 5))
    later = np.where(catalog.follow_subsequent[problem[of]], catalog.subsequent[code[of]], code[of])
    base = Arrivals(person[of], number, own, problem[of])
    return _at_clinic(draws, calendar, base, day, REPEATED, later)


def _join(parts: list[Visits]) -> Visits:
    return Visits(
        **{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Visits)}
    )


def _allowed(people: People, visits: Visits, episodes: Episodes, death: Ints) -> Bools:
    """Alive, born, not in the hospital at the time, and one visit a day."""
    person = visits.person
    allowed = visits.start >= people.birth[person]
    allowed &= (visits.start // DAY < death[person] // DAY) & (
        visits.start >= people.registered[person]
    )
    span = FAR_FUTURE * 2
    starts = episodes.start + episodes.person * span
    ends = np.maximum.accumulate(episodes.end + episodes.person * span)
    before = np.searchsorted(starts, visits.end + person * span, side="right")
    latest = np.where(before > 0, ends[np.maximum(before - 1, 0)], -1) if len(ends) else None
    if latest is not None:
        allowed &= latest < visits.start + person * span
    return np.asarray(allowed)


def _one_a_day(visits: Visits) -> Visits:
    """Keep one visit per patient and day: the earliest that is not a repetition, if any."""
    day = visits.start // DAY
    repeated = visits.reason == REPEATED
    # one sort key: patient, day, repetition, second; a stable sort keeps ties in drawn order
    within = ((day + _DAY_SHIFT) * 2 + repeated) * 2**17 + visits.start % DAY
    order = np.argsort(visits.person * 2**38 + within, kind="stable")
    person, day = visits.person[order], day[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (person[1:] != person[:-1]) | (day[1:] != day[:-1])
    return visits.take(order[first])


def draw_visits(
    people: People,
    history: History,
    deliveries: Deliveries,
    episodes: Episodes,
    episode_codes: Ints,
    death: Ints,
    calendar: Calendar,
    catalog: Catalog,
    draws: Draws,
) -> tuple[Visits, Ints]:
    """Every outpatient visit with its principal diagnosis, sorted by patient and start."""

    def possible(visits: Visits) -> Visits:
        suits = Arrivals(visits.person, visits.problem, visits.key, visits.problem)
        keep = fits(people, catalog, suits, visits.start)
        keep &= _allowed(people, visits, episodes, death) & (visits.start >= calendar.start)
        return visits.take(np.flatnonzero(keep))

    planned = _join(
        [
            _ordinary(people, history, calendar, catalog, draws),
            _prenatal(people, deliveries, calendar, catalog, draws),
            _newborn_checks(people, calendar, catalog, draws),
            _after_discharge(episodes, calendar, catalog, draws),
        ]
    )
    first = _one_a_day(possible(planned))
    source = first.take(np.flatnonzero(first.reason == PLAIN))
    alive = np.flatnonzero(~episodes.died)
    repeated = _repeats(
        [
            (
                Arrivals(episodes.person, episodes.year, episodes.key, episodes.problem).take(
                    alive
                ),
                episodes.end[alive],
                episode_codes[alive],
            ),
            (
                Arrivals(source.person, source.problem, source.key, source.problem),
                source.end,
                _clinic_codes(catalog, draws, people, source),
            ),
        ],
        calendar,
        catalog,
        draws,
    )
    visits = _one_a_day(_join([first, possible(repeated)]))
    return visits, _clinic_codes(catalog, draws, people, visits)


def _clinic_codes(catalog: Catalog, draws: Draws, people: People, visits: Visits) -> Ints:
    setting = np.full(len(visits.person), OUTPATIENT)
    drawn = principal_codes(catalog, draws, people, visits, setting)
    return np.asarray(np.where(visits.code == NONE, drawn, visits.code))


def codes_of_episodes(
    catalog: Catalog, draws: Draws, people: People, deliveries: Deliveries, episodes: Episodes
) -> tuple[Ints, Ints]:
    """Principal diagnosis of each episode's emergency visit and stay."""
    shape = len(episodes.person)
    visit = principal_codes(catalog, draws, people, episodes, np.full(shape, EMERGENCY))
    stay = principal_codes(catalog, draws, people, episodes, np.full(shape, INPATIENT))
    # one injury keeps its code and side from the emergency room to the ward
    same = episodes.has_visit & catalog.follow_subsequent[episodes.problem]
    # a newborn's code says how it was born
    born = np.flatnonzero(episodes.problem == catalog.problem["newborn"])
    surgical = deliveries.cesarean[people.delivery[episodes.person[born]]]
    stay[born] = np.where(surgical, catalog.diagnosis["Z38.01"], catalog.diagnosis["Z38.00"])
    return visit, np.where(same, visit, stay)
