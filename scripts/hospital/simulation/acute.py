"""Emergency visits and inpatient stays: arrivals, admissions, returns, deaths, and their order.

An acute episode is an emergency visit, an inpatient stay, or a visit and the stay it ends in. Only
what came before may change an episode: one that begins before an earlier one has ended is dropped,
and so is every return to a dropped stay.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY, EMERGENCY_ROOM, PLANNED, Calendar
from hospital.simulation.catalog import Catalog
from hospital.simulation.events import Arrivals, History, arrivals, exact_age, fits
from hospital.simulation.population import FAR_FUTURE, Deliveries, People, age_band
from hospital.simulation.randomness import Bools, Draws, Ints, Keys, from_table

_BOARDING_SECONDS = 600  # from the end of the emergency visit to the ward
_AFTER_BIRTH_SECONDS = 12 * 3600  # shortest stay of a mother after the birth


@dataclass
class Episodes:
    """Acute episodes, one position each; instants in seconds."""

    person: Ints
    key: Keys
    year: Ints
    problem: Ints
    start: Ints  # arrival
    visit_end: Ints  # end of the emergency visit, or the start if there was none
    admitted_at: Ints
    end: Ints
    has_visit: Bools
    has_stay: Bools
    planned: Bools
    died: Bools
    parent: Ints  # position of the stay it returns after, or -1

    def take(self, which: Ints) -> Episodes:
        """The episodes at the given positions."""
        return Episodes(**{f.name: getattr(self, f.name)[which] for f in fields(self)})


def _join(parts: list[Episodes]) -> Episodes:
    return Episodes(
        **{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Episodes)}
    )


def _stay_end(
    catalog: Catalog, draws: Draws, key: Keys, problem: Ints, admitted_at: Ints, died: Bools
) -> Ints:
    mean = catalog.stay_days[problem] * np.where(died, model.DEATH_STAY_FACTOR, 1.0)
    days = mean * from_table(model.LENGTH_OF_STAY, draws.uniform("stay", key))
    nights = np.floor(days + draws.uniform("stay rounding", key)).astype(np.int64)
    # living patients leave between 10:00 and 18:00, death comes at any hour
    hour = draws.uniform("discharge second", key)
    second = np.where(died, hour * DAY, 36_000 + hour * 28_800).astype(np.int64) // 60 * 60
    end = (admitted_at // DAY + nights) * DAY + second
    shortest = admitted_at + 4 * 3600 + draws.integers("short stay", key, 480) * 60
    return np.asarray(np.maximum(end, shortest))


def _finish(
    people: People,
    catalog: Catalog,
    draws: Draws,
    base: Arrivals,
    start: Ints,
    kind: tuple[Bools, Bools],
    parent: Ints,
) -> Episodes:
    """Decide admission, length and outcome; kind is (through the emergency room, planned)."""
    has_visit, planned = kind
    key, problem, person = base.key, base.problem, base.person
    age = age_band(exact_age(people, person, start))
    likely = catalog.admit[problem]
    share = np.where(likely >= 1, 1.0, np.minimum(likely * model.ADMISSION_AGE_FACTOR[age], 0.97))
    returning = np.where(parent >= 0, 1.0, share)
    has_stay = ~has_visit | (draws.uniform("admitted", key) < returning)
    minutes = np.where(
        has_stay,
        from_table(model.EMERGENCY_BOARDING_MINUTES, draws.uniform("visit length", key)),
        from_table(model.EMERGENCY_MINUTES, draws.uniform("visit length", key)),
    )
    visit_end = start + np.where(has_visit, minutes.astype(np.int64).clip(20, 2000) * 60, 0)
    admitted_at = visit_end + np.where(has_visit, _BOARDING_SECONDS, 0)
    risk = np.minimum(catalog.stay_death[problem] * model.DEATH_AGE_FACTOR[age], 0.9)
    died = has_stay & (draws.uniform("dies", key) < risk)
    stay_end = _stay_end(catalog, draws, key, problem, admitted_at, died)
    return Episodes(
        person,
        key,
        base.year,
        problem,
        start,
        visit_end,
        admitted_at,
        np.where(has_stay, stay_end, visit_end),
        has_visit,
        has_stay,
        planned,
        died,
        parent,
    )


def _first_arrivals(
    people: People, history: History, calendar: Calendar, catalog: Catalog, draws: Draws
) -> list[Episodes]:
    found = []
    for kind, rhythm, stream in ((1, EMERGENCY_ROOM, "emergency"), (2, PLANNED, "direct")):
        base = arrivals(people, history, catalog, draws, stream, kind)
        season = catalog.season[base.problem]
        day = calendar.days(rhythm, season, base.year, draws.uniform("day", base.key))
        start = day * DAY + calendar.seconds(rhythm, draws.uniform("hour", base.key))
        keep = fits(people, catalog, base, start) & (start >= people.birth[base.person])
        base, start = base.take(np.flatnonzero(keep)), start[keep]
        visit = np.full(len(start), kind == 1)
        none = np.full(len(start), -1, dtype=np.int64)
        found.append(_finish(people, catalog, draws, base, start, (visit, ~visit), none))
    return found


def delivery_keys(people: People, deliveries: Deliveries, draws: Draws) -> Keys:
    """The key of each delivery's stay, by which the child finds whether it took place."""
    return draws.key("mother's stay", people.id[deliveries.person], deliveries.year)


def _births(
    people: People, deliveries: Deliveries, calendar: Calendar, catalog: Catalog, draws: Draws
) -> list[Episodes]:
    """The mother's stay begins some hours before the birth, the child's with it."""
    surgical, natural = catalog.problem["cesarean_delivery"], catalog.problem["vaginal_delivery"]
    mothers = Arrivals(
        deliveries.person,
        deliveries.year,
        delivery_keys(people, deliveries, draws),
        np.where(deliveries.cesarean, surgical, natural),
    )
    labour = 3600 + draws.integers("labour", mothers.key, 600) * 60
    child = np.flatnonzero(people.mother >= 0)
    children = Arrivals(
        child,
        deliveries.year[people.delivery[child]],
        draws.key("birth stay", people.id[child]),
        np.full(len(child), catalog.problem["newborn"]),
    )
    found = []
    for base, start in (
        (mothers, np.maximum(deliveries.at - labour, calendar.start)),
        (children, people.birth[child]),
    ):
        none = np.full(len(start), -1, dtype=np.int64)
        no = np.zeros(len(start), dtype=bool)
        found.append(_finish(people, catalog, draws, base, start, (no, no), none))
    np.maximum(found[0].end, deliveries.at + _AFTER_BIRTH_SECONDS, out=found[0].end)
    return found


def _returns(
    people: People, parents: Episodes, offset: int, catalog: Catalog, draws: Draws
) -> Episodes:
    """Stays that follow within 30 days of a discharge alive."""
    age = age_band(exact_age(people, parents.person, parents.end))
    base_risk, slope, cap = model.RETURN_FRAILTY
    frailty = base_risk + slope * np.minimum(people.acute_frailty[parents.person], cap)
    again = np.where(parents.parent >= 0, model.RETURN_AGAIN_FACTOR, 1.0)
    risk = catalog.stay_readmit[parents.problem] * model.RETURN_AGE_FACTOR[age] * frailty * again
    risk = np.where(parents.has_stay & ~parents.died, np.minimum(risk, 0.6), 0.0)
    chosen = np.flatnonzero(draws.uniform("returns", parents.key) < risk)
    of = parents.take(chosen)
    key = draws.key("return", of.key)
    problem = catalog.returns_as.draw(of.problem, draws.uniform("returns as", of.key))
    delay = from_table(model.RETURN_DELAY_DAYS, draws.uniform("return delay", key))
    start = of.end + (delay * 1440).astype(np.int64) * 60
    base = Arrivals(of.person, of.year, key, problem)
    keep = np.flatnonzero(fits(people, catalog, base, start))
    visit = draws.uniform("return visit", key) < model.RETURN_THROUGH_EMERGENCY
    planned = ~visit & (draws.uniform("return planned", key) < 0.35)  # guidance
    return _finish(
        people,
        catalog,
        draws,
        base.take(keep),
        start[keep],
        (visit[keep], planned[keep]),
        chosen[keep] + offset,
    )


def _in_order(episodes: Episodes) -> Episodes:
    """Drop overlapping episodes and what follows from them; sort by patient and start."""
    order = np.lexsort((episodes.key, episodes.start, episodes.person))
    span = FAR_FUTURE * 2
    lifted = episodes.end[order] + episodes.person[order] * span
    before = np.concatenate([[np.int64(-1)], np.maximum.accumulate(lifted)[:-1]])
    free = episodes.start[order] + episodes.person[order] * span > before
    kept = np.zeros(len(order), dtype=bool)
    kept[order] = free
    for _ in range(model.RETURN_GENERATIONS):
        kept &= np.where(episodes.parent >= 0, kept[episodes.parent], True)
    return episodes.take(order[kept[order]])


def _until_death(people: People, episodes: Episodes) -> tuple[Episodes, Ints]:
    """Cut everything at the first death, inside a stay or outside; give each patient's death."""
    death = people.death.copy()
    dying = np.flatnonzero(episodes.died)
    np.minimum.at(death, episodes.person[dying], episodes.end[dying])
    at = death[episodes.person]
    episodes = episodes.take(np.flatnonzero(episodes.start < at))
    at = death[episodes.person]
    # a death that was to come outside happens in the hospital if the patient is there
    inside = episodes.end > at
    early = inside & episodes.has_visit & (at <= episodes.admitted_at)
    episodes.has_stay &= ~early
    episodes.visit_end = np.where(early, at, episodes.visit_end)
    episodes.end = np.where(inside, at, episodes.end)
    episodes.died = episodes.end == at
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
    parts += _births(people, deliveries, calendar, catalog, draws)
    latest = _join(parts)
    everything = [latest]
    offset = 0
    for _ in range(model.RETURN_GENERATIONS):
        following = _returns(people, latest, offset, catalog, draws)
        offset += len(latest.person)
        everything.append(following)
        latest = following
    return _until_death(people, _in_order(_join(everything)))
