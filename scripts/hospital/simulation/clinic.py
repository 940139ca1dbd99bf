"""Outpatient visits: illness, chronic follow-up, prevention, pregnancy, newborns and aftercare."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from hospital.simulation import model
from hospital.simulation.acute import Episodes
from hospital.simulation.calendar import CLINIC, DAY, MONDAY_OFFSET, Calendar
from hospital.simulation.catalog import EMERGENCY, INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.courses import chemotherapy, dialysis, own_code
from hospital.simulation.events import (
    Arrivals,
    History,
    arrivals,
    fits,
    join_arrivals,
    repeat,
)
from hospital.simulation.maternity import BirthCoder, Deliveries
from hospital.simulation.population import FAR_FUTURE, People
from hospital.simulation.randomness import Bools, Draws, Ints, Keys

_DAY_SHIFT = 2**18  # makes epoch days positive
PLAIN, AFTER_DISCHARGE, REPEATED = 0, 1, 2
_AFTER_BIRTH_WEEK = 99
_MONTH_DAYS = 31


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
    week: Ints  # of gestation at prenatal visits, else 0

    def take(self, which: Ints) -> Visits:
        """The visits at the given positions."""
        return Visits(**{f.name: getattr(self, f.name)[which] for f in fields(self)})


def _on_weekday(day: Ints) -> Ints:
    """Move Saturday and Sunday to the Monday after."""
    weekday = (day + MONDAY_OFFSET) % 7
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
        np.zeros(len(day), dtype=np.int64),
    )


def _ordinary(
    people: People,
    history: History,
    end_stage: Ints,
    calendar: Calendar,
    catalog: Catalog,
    draws: Draws,
) -> Visits:
    seen, within = arrivals(people, history, catalog, draws, "clinic", 0)
    day = calendar.days(CLINIC, catalog.season[seen.problem], seen.year, within)
    seen = chemotherapy(people, seen, day * DAY, calendar, catalog, draws)
    sessions, place = dialysis(people, history, end_stage, catalog, calendar, draws)
    even = np.zeros(len(place), dtype=np.int64)
    session_day = calendar.days(CLINIC, even, sessions.year, place)
    due = np.flatnonzero(session_day * DAY > end_stage[sessions.person])
    base = join_arrivals(seen, sessions.take(due))
    return _at_clinic(draws, calendar, base, np.concatenate([day, session_day[due]]), PLAIN, None)


def _pregnancies(
    people: People, deliveries: Deliveries, calendar: Calendar, catalog: Catalog, draws: Draws
) -> Visits:
    """Prenatal visits by week of gestation until the birth, and one some weeks after it."""
    weeks = np.append(model.PRENATAL_WEEKS, _AFTER_BIRTH_WEEK)
    of, number = repeat(np.full(len(deliveries.person), len(weeks)))
    mother, week = deliveries.person[of], weeks[number]
    key = draws.key("prenatal", people.id[mother], deliveries.year[of] * 64 + number)
    after = week == _AFTER_BIRTH_WEEK
    ahead = np.where(after, -21 - draws.integers("weeks after", key, 35),
                     (deliveries.week[of] - week) * 7)  # fmt: skip
    day = deliveries.at[of] // DAY - ahead + draws.integers("day", key, 5) - 2
    day = _on_weekday(day)
    names = np.where(after, catalog.problem["postpartum_care"], catalog.problem["prenatal_care"])
    base = Arrivals(mother, deliveries.year[of], key, names)
    third = np.where(week < 28, catalog.diagnosis["Z34.82"], catalog.diagnosis["Z34.83"])
    code = np.where(week < 14, catalog.diagnosis["Z34.81"], third)
    code = np.where(after, catalog.diagnosis["Z39.2"], code)
    share = np.where(after, model.POSTPARTUM_ATTENDANCE, model.PRENATAL_ATTENDANCE)
    attended = (draws.uniform("attends", key) < share) & ((week < deliveries.week[of]) | after)
    visits = _at_clinic(draws, calendar, base, day, PLAIN, code)
    visits.week[:] = np.where(after, 0, week)
    return visits.take(np.flatnonzero(attended))


def _child_checks(people: People, calendar: Calendar, catalog: Catalog, draws: Draws) -> Visits:
    """Well-child visits at the ages of the schedule."""
    months = model.CHILD_VISIT_MONTHS
    oldest = int(months[-1]) * _MONTH_DAYS
    young = np.flatnonzero(people.birth_day + oldest >= calendar.start_day)
    due = people.birth_day[young][:, None] + (months * _MONTH_DAYS)[None, :]
    seen = (due >= calendar.start_day - _MONTH_DAYS) & (due <= calendar.as_of_day)
    row, number = np.nonzero(seen)
    child = young[row]
    key = draws.key("child check", people.id[child], number)
    share = model.CHILD_ATTENDANCE[months[number] // 12]
    comes = draws.uniform("attends", key) < share
    child, number, key, due_day = child[comes], number[comes], key[comes], due[row, number][comes]
    # around the birthday in the first years, some weeks later than due afterwards
    width = np.where(months[number] < 36, 12, 60)
    delay = (draws.uniform("day", key) * width).astype(np.int64)
    problem = np.full(len(child), catalog.problem["child_wellness"])
    base = Arrivals(child, number, key, problem)
    return _at_clinic(draws, calendar, base, _on_weekday(due_day + delay), PLAIN, None)


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
    seen = episodes.has_stay & ~episodes.died & (episodes.end > calendar.start)
    seen &= catalog.has_code[episodes.problem, OUTPATIENT]
    chance = draws.uniform("seen after discharge", episodes.key)
    of = episodes.take(np.flatnonzero(seen & (chance < model.AFTER_DISCHARGE_VISIT)))
    key = draws.key("after discharge", of.key)
    day = _on_weekday(of.end // DAY + 3 + draws.integers("day", key, 10))
    base = Arrivals(of.person, of.year, key, of.problem)
    return _at_clinic(draws, calendar, base, day, AFTER_DISCHARGE, None)


def principal_codes(
    catalog: Catalog,
    draws: Draws,
    calendar: Calendar,
    people: People,
    base: Arrivals | Visits | Episodes,
    setting: Ints,
    at: Ints,
) -> Ints:
    """Principal diagnosis by problem and setting.

    In the clinic a condition keeps its patient's own code, and some do everywhere; elsewhere the
    episode decides. A side, once drawn for an episode or a condition, is kept.
    """
    code = catalog.codes.draw(base.problem * 3 + setting, draws.uniform("code", base.key))
    chronic = base.problem < catalog.condition_count
    side = np.where(
        chronic,
        draws.integers("side", people.id[base.person], 2, base.problem),
        draws.integers("side", base.key, 2),
    )
    turned = (catalog.side[code] != NONE) & (catalog.side[code] != side)
    code = np.where(turned, catalog.mirror[code], code)
    which = np.flatnonzero(chronic & ((setting == OUTPATIENT) | catalog.keeps_code[base.problem]))
    code[which] = own_code(
        catalog, draws, calendar, people.id[base.person[which]], base.problem[which], at[which]
    )
    return code


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


def _well_apart(catalog: Catalog, visits: Visits) -> Visits:
    """Drop check-ups that come too soon after the last of their kind; visits are sorted."""
    rare = np.flatnonzero(catalog.apart[visits.problem] > 0)
    problem = visits.problem[rare]
    rare = rare[np.argsort(visits.person[rare] * len(catalog.apart) + problem, kind="stable")]
    person, problem = visits.person[rare], visits.problem[rare]
    soon = np.zeros(len(rare), dtype=bool)
    same = (person[1:] == person[:-1]) & (problem[1:] == problem[:-1])
    gap = visits.start[rare][1:] - visits.start[rare][:-1]
    soon[1:] = same & (gap < catalog.apart[problem[1:]] * DAY)
    kept = np.ones(len(visits.person), dtype=bool)
    kept[rare[soon]] = False
    return visits.take(np.flatnonzero(kept))


def draw_visits(
    people: People,
    history: History,
    deliveries: Deliveries,
    episodes: Episodes,
    episode_codes: Ints,
    end_stage: Ints,
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
            _ordinary(people, history, end_stage, calendar, catalog, draws),
            _pregnancies(people, deliveries, calendar, catalog, draws),
            _newborn_checks(people, calendar, catalog, draws),
            _child_checks(people, calendar, catalog, draws),
            _after_discharge(episodes, calendar, catalog, draws),
        ]
    )
    first = _well_apart(catalog, _one_a_day(possible(planned)))
    source = first.take(np.flatnonzero(first.reason == PLAIN))
    # an injury whose first care was before the period has no later care in it either
    seen = (episodes.end > calendar.start) | ~catalog.follow_subsequent[episodes.problem]
    alive = np.flatnonzero(~episodes.died & seen)
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
                _clinic_codes(catalog, draws, calendar, people, source),
            ),
        ],
        calendar,
        catalog,
        draws,
    )
    visits = _one_a_day(_join([first, possible(repeated)]))
    return visits, _clinic_codes(catalog, draws, calendar, people, visits)


def _clinic_codes(
    catalog: Catalog, draws: Draws, calendar: Calendar, people: People, visits: Visits
) -> Ints:
    setting = np.full(len(visits.person), OUTPATIENT)
    drawn = principal_codes(catalog, draws, calendar, people, visits, setting, visits.start)
    return np.asarray(np.where(visits.code == NONE, drawn, visits.code))


def codes_of_episodes(
    catalog: Catalog,
    draws: Draws,
    calendar: Calendar,
    people: People,
    deliveries: Deliveries,
    births: BirthCoder,
    episodes: Episodes,
) -> tuple[Ints, Ints]:
    """Principal diagnosis of each episode's emergency visit and stay."""

    def drawn(setting: int) -> Ints:
        settings = np.full(len(episodes.person), setting)
        return principal_codes(catalog, draws, calendar, people, episodes, settings, episodes.start)

    visit, stay = drawn(EMERGENCY), drawn(INPATIENT)
    # one injury keeps its code and side from the emergency room to the ward
    same = episodes.has_visit & catalog.follow_subsequent[episodes.problem]
    # a newborn's code says how it was born
    born = np.flatnonzero(episodes.problem == catalog.problem["newborn"])
    surgical = deliveries.cesarean[people.delivery[episodes.person[born]]]
    stay[born] = np.where(surgical, catalog.diagnosis["Z38.01"], catalog.diagnosis["Z38.00"])
    section = episodes.problem == catalog.problem["cesarean_delivery"]
    mother = np.flatnonzero(section | (episodes.problem == catalog.problem["vaginal_delivery"]))
    stay[mother] = births.mothers(episodes.key[mother], episodes.week[mother], section[mother])
    return visit, np.where(same, visit, stay)
