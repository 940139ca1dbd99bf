"""Emergency visits and inpatient stays: arrivals, admissions, returns, deaths, and their order.

An acute episode is an emergency visit, an inpatient stay, or a visit and the stay it ends in. Only
what came before may change an episode: one that begins before an earlier one has ended is dropped,
and so is every return to a dropped stay.
"""

from __future__ import annotations

import numpy as np

from hospital.simulation import model
from hospital.simulation.births import draw_births
from hospital.simulation.calendar import DAY, EMERGENCY_ROOM, PLANNED, Calendar
from hospital.simulation.catalog import INPATIENT, Catalog
from hospital.simulation.courses import own_code
from hospital.simulation.episodes import Episodes, finish, join_episodes
from hospital.simulation.events import Arrivals, History, arrivals, exact_age, fits
from hospital.simulation.maternity import Deliveries
from hospital.simulation.outcomes import (
    EXPIRED,
    HOME,
    TRANSFERRED,
    deaths_after_discharge,
    factor,
)
from hospital.simulation.population import FAR_FUTURE, People, age_band
from hospital.simulation.randomness import Bools, Draws, Ints, from_table

_AWAY_SECONDS = 20 * 3600  # less than the shortest wait for a return


def _has_own_code(
    people: People, catalog: Catalog, calendar: Calendar, draws: Draws, base: Arrivals, start: Ints
) -> Bools:
    """Whether a condition whose stays follow the patient's own code has one that calls for a stay.

    A worn joint without a side is not replaced, and a cancer that is cured is not operated on.
    """
    keeps = catalog.keeps_code[base.problem]
    which = np.flatnonzero(keeps)
    code = own_code(
        catalog, draws, calendar, people.id[base.person[which]], base.problem[which], start[which]
    )
    allowed = np.ones(len(start), dtype=bool)
    allowed[which] = catalog.codes.has(base.problem[which] * 3 + INPATIENT, code)
    return allowed


def _first_arrivals(
    people: People, history: History, calendar: Calendar, catalog: Catalog, draws: Draws
) -> list[Episodes]:
    found = []
    for kind, rhythm, stream in ((1, EMERGENCY_ROOM, "emergency"), (2, PLANNED, "direct")):
        base, within = arrivals(people, history, catalog, draws, stream, kind)
        day = calendar.days(rhythm, catalog.season[base.problem], base.year, within)
        start = day * DAY + calendar.seconds(rhythm, draws.uniform("hour", base.key))
        keep = fits(people, catalog, base, start) & (start >= people.registered[base.person])
        keep &= _has_own_code(people, catalog, calendar, draws, base, start)
        base, start = base.take(np.flatnonzero(keep)), start[keep]
        visit = np.full(len(start), kind == 1)
        chosen = draws.uniform("elective", base.key) < catalog.elective[base.problem]
        none = np.full(len(start), -1, dtype=np.int64)
        kinds = (visit, ~visit & chosen)
        found.append(finish(people, history, catalog, draws, base, start, kinds, none))
    return [*found, _arrests(people, history, catalog, draws)]


def _arrests(people: People, history: History, catalog: Catalog, draws: Draws) -> Episodes:
    """Deaths outside that are declared in the emergency room: the visit ends with the death."""
    ids = people.id
    brought = (people.death < FAR_FUTURE) & (
        draws.uniform("brought in", ids) < model.CARDIAC_ARREST_SHARE
    )
    person = np.flatnonzero(brought)
    key = draws.key("arrest", ids[person])
    start = people.death[person] - (15 + draws.integers("until death", key, 75)) * 60
    problem = np.full(len(person), catalog.problem["cardiac_arrest"])
    base = Arrivals(person, np.zeros(len(person), dtype=np.int64), key, problem)
    keep = np.flatnonzero(fits(people, catalog, base, start))
    base, start = base.take(keep), start[keep]
    none = np.full(len(start), -1, dtype=np.int64)
    yes = np.ones(len(start), dtype=bool)
    found = finish(people, history, catalog, draws, base, start, (yes, ~yes), none)
    return found


def _returns(
    people: People,
    history: History,
    parents: Episodes,
    offset: int,
    catalog: Catalog,
    draws: Draws,
) -> Episodes:
    """Stays that follow within 30 days of a discharge alive: unplanned, or the next of a course."""
    age = age_band(exact_age(people, parents.person, parents.end))
    base_risk, slope, cap = model.RETURN_FRAILTY
    frailty = base_risk + slope * np.minimum(people.acute_frailty[parents.person], cap)
    again = np.where(parents.parent >= 0, model.RETURN_AGAIN_FACTOR, 1.0)
    low, steep = model.RETURN_SEVERITY
    risk = catalog.stay_readmit[parents.problem] * model.RETURN_AGE_FACTOR[age] * frailty * again
    risk = risk * factor(model.RETURN_COMPLEXITY, parents.complexity)
    risk = risk * (low + steep * parents.severity) * model.RETURN_FATE_FACTOR[parents.fate]
    sent_on = parents.fate == TRANSFERRED
    risk = np.where(sent_on, model.RETURN_FROM_OTHER_HOSPITAL, np.minimum(risk, 0.6))
    course = np.where(sent_on, 0.0, catalog.planned_share[parents.problem])
    drawn = draws.uniform("returns", parents.key)
    alive = parents.has_stay & ~parents.died
    chosen = np.flatnonzero(alive & (drawn < risk + course))
    of = parents.take(chosen)
    planned = (drawn >= risk)[chosen]
    key = draws.key("return", of.key)
    problem = catalog.returns_as.draw(of.problem, draws.uniform("returns as", of.key))
    problem = np.where(sent_on[chosen], of.problem, problem)
    problem = np.where(planned, catalog.planned_as[of.problem], problem)
    uniform = draws.uniform("return delay", key)
    first, span = model.COURSE_DAYS
    delay = np.where(planned, first + span * uniform, from_table(model.RETURN_DELAY_DAYS, uniform))
    start = of.end + (delay * 1440).astype(np.int64) * 60
    morning = start // DAY * DAY + 6 * 3600 + draws.integers("hour", key, 360) * 60
    start = np.where(planned, morning, start)
    base = Arrivals(of.person, of.year, key, problem)
    keep = np.flatnonzero(fits(people, catalog, base, start))
    visit = draws.uniform("return visit", key) < model.RETURN_THROUGH_EMERGENCY
    visit &= ~planned & ~sent_on[chosen]
    found = finish(
        people,
        history,
        catalog,
        draws,
        base.take(keep),
        start[keep],
        (visit[keep], planned[keep]),
        chosen[keep] + offset,
    )
    found.transferred |= sent_on[chosen][keep]
    return found


def _once_per_joint(
    people: People, episodes: Episodes, calendar: Calendar, catalog: Catalog, draws: Draws
) -> Bools:
    """False for operations on a joint that has been replaced; episodes are in order.

    A patient with two worn joints of a kind has both replaced, some months apart.
    """
    arthritis = catalog.problem["osteoarthritis"]
    which = np.flatnonzero(episodes.has_stay & (episodes.problem == arthritis))
    person, start = episodes.person[which], episodes.start[which]
    condition = np.full(len(which), arthritis)
    code = own_code(catalog, draws, calendar, people.id[person], condition, start)
    both = np.isin(code, [catalog.diagnosis["M17.0"], catalog.diagnosis["M16.0"]])
    rank = np.arange(len(which)) - np.searchsorted(person, person)
    first = start[np.searchsorted(person, person)]
    second = both & (rank == 1) & (start - first > model.BETWEEN_JOINTS_DAYS * DAY)
    allowed = np.ones(len(episodes.person), dtype=bool)
    allowed[which[~((rank == 0) | second)]] = False
    return allowed


def _in_order(
    people: People, episodes: Episodes, calendar: Calendar, catalog: Catalog, draws: Draws
) -> Episodes:
    """Drop overlapping episodes and what follows from them; sort by patient and start."""
    order = np.lexsort((episodes.key, episodes.start, episodes.person))
    span = FAR_FUTURE * 2
    # whoever has been sent on is in the other hospital, not here
    away = np.where(episodes.fate == TRANSFERRED, _AWAY_SECONDS, 0)
    lifted = (episodes.end + away)[order] + episodes.person[order] * span
    before = np.concatenate([[np.int64(-1)], np.maximum.accumulate(lifted)[:-1]])
    free = episodes.start[order] + episodes.person[order] * span > before
    free &= _once_per_joint(people, episodes.take(order), calendar, catalog, draws)
    kept = np.zeros(len(order), dtype=bool)
    kept[order] = free
    for _ in range(model.RETURN_GENERATIONS):
        kept &= np.where(episodes.parent >= 0, kept[episodes.parent], True)
    return episodes.take(order[kept[order]])


def _until_death(
    people: People, episodes: Episodes, calendar: Calendar, draws: Draws
) -> tuple[Episodes, Ints]:
    """Cut everything at the first death, inside a stay or outside; give each patient's death."""
    death = people.death.copy()
    # whoever is in the panel has not died before the start
    survived = episodes.died & (episodes.end <= calendar.start)
    episodes.fate[survived] = HOME
    dying = np.flatnonzero(episodes.died)
    np.minimum.at(death, episodes.person[dying], episodes.end[dying])
    alive = episodes.has_stay & ~episodes.died
    after = deaths_after_discharge(
        draws, episodes.key, episodes.end, episodes.fate, episodes.risk, alive
    )
    after[after <= calendar.start] = FAR_FUTURE
    np.minimum.at(death, episodes.person, after)
    at = death[episodes.person]
    episodes = episodes.take(np.flatnonzero(episodes.start < at))
    at = death[episodes.person]
    # a death that was to come outside happens in the hospital if the patient is there
    inside = episodes.end > at
    early = inside & episodes.has_visit & (at <= episodes.admitted_at)
    episodes.has_stay &= ~early
    episodes.visit_end = np.where(early, at, episodes.visit_end)
    episodes.end = np.where(inside, at, episodes.end)
    gone = episodes.end == at
    episodes.fate = np.where(gone, EXPIRED, episodes.fate)
    return episodes, death


def draw_episodes(
    people: People,
    history: History,
    deliveries: Deliveries,
    calendar: Calendar,
    catalog: Catalog,
    draws: Draws,
) -> tuple[Episodes, Ints]:
    """Every acute episode in order, and each patient's death (FAR_FUTURE if none)."""
    parts = _first_arrivals(people, history, calendar, catalog, draws)
    parts += draw_births(people, history, deliveries, calendar, catalog, draws)
    latest = join_episodes(parts)
    everything = [latest]
    offset = 0
    for _ in range(model.RETURN_GENERATIONS):
        following = _returns(people, history, latest, offset, catalog, draws)
        offset += len(latest.person)
        everything.append(following)
        latest = following
    in_order = _in_order(people, join_episodes(everything), calendar, catalog, draws)
    return _until_death(people, in_order, calendar, draws)
