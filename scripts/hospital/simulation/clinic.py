"""Outpatient visits: illness, chronic follow-up, prevention, pregnancy, newborns and aftercare."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import CLINIC, DAY, Calendar
from hospital.simulation.catalog import OUTPATIENT, Catalog
from hospital.simulation.courses import chemotherapy, dialysis
from hospital.simulation.episodes import Episodes
from hospital.simulation.events import Arrivals, History, arrivals, fits, join_arrivals, repeat
from hospital.simulation.maternity import Deliveries
from hospital.simulation.population import FAR_FUTURE, People
from hospital.simulation.principals import codes_of_visits
from hospital.simulation.randomness import Bools, Draws, Ints
from hospital.simulation.schedules import child_checks, newborn_checks, pregnancies
from hospital.simulation.visits import (
    AFTER_DISCHARGE,
    PLAIN,
    REPEATED,
    Visits,
    at_clinic,
    on_weekday,
)

_DAY_SHIFT = 2**18  # makes epoch days positive


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
    seen = chemotherapy(people, seen, (day + 1) * DAY, calendar, catalog, draws)
    sessions, place = dialysis(people, history, end_stage, catalog, calendar, draws)
    even = np.zeros(len(place), dtype=np.int64)
    session_day = calendar.days(CLINIC, even, sessions.year, place)
    due = np.flatnonzero(session_day * DAY > end_stage[sessions.person])
    base = join_arrivals(seen, sessions.take(due))
    return at_clinic(draws, calendar, base, np.concatenate([day, session_day[due]]), PLAIN, None)


def _after_discharge(
    episodes: Episodes, calendar: Calendar, catalog: Catalog, draws: Draws
) -> Visits:
    seen = episodes.has_stay & ~episodes.died & (episodes.end > calendar.start)
    seen &= catalog.has_code[episodes.problem, OUTPATIENT]
    chance = draws.uniform("seen after discharge", episodes.key)
    of = episodes.take(np.flatnonzero(seen & (chance < model.AFTER_DISCHARGE_VISIT)))
    key = draws.key("after discharge", of.key)
    day = on_weekday(of.end // DAY + 3 + draws.integers("day", key, 10))
    base = Arrivals(of.person, of.year, key, of.problem)
    return at_clinic(draws, calendar, base, day, AFTER_DISCHARGE, None)


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
    day = on_weekday(end[of] // DAY + 6 + number * 9 + draws.integers("day", own, 5))
    later = np.where(catalog.follow_subsequent[problem[of]], catalog.subsequent[code[of]], code[of])
    base = Arrivals(person[of], number, own, problem[of])
    return at_clinic(draws, calendar, base, day, REPEATED, later)


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
            pregnancies(people, deliveries, calendar, catalog, draws),
            newborn_checks(people, calendar, catalog, draws),
            child_checks(people, calendar, catalog, draws),
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
                codes_of_visits(catalog, draws, calendar, people, source),
            ),
        ],
        calendar,
        catalog,
        draws,
    )
    visits = _one_a_day(_join([first, possible(repeated)]))
    return visits, codes_of_visits(catalog, draws, calendar, people, visits)
