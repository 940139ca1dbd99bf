"""The stays of a birth: the mother's, and the child's in the nursery or in intensive care."""

from __future__ import annotations

import numpy as np

from hospital.simulation.calendar import DAY, Calendar
from hospital.simulation.catalog import Catalog
from hospital.simulation.episodes import Episodes, finish
from hospital.simulation.events import Arrivals, History
from hospital.simulation.maternity import Deliveries, intensive_care, newborn_dies
from hospital.simulation.outcomes import EXPIRED, HOME
from hospital.simulation.population import People
from hospital.simulation.randomness import Bools, Draws, Ints, Keys

_AFTER_BIRTH_SECONDS = 12 * 3600  # shortest stay of a mother after the birth


def delivery_keys(people: People, deliveries: Deliveries, draws: Draws) -> Keys:
    """The key of each delivery's stay, by which the child finds whether it took place."""
    return draws.key("mother's stay", people.id[deliveries.person], deliveries.year)


def draw_births(
    people: People,
    history: History,
    deliveries: Deliveries,
    calendar: Calendar,
    catalog: Catalog,
    draws: Draws,
) -> list[Episodes]:
    """The mother's stay begins some hours before the birth, the child's with it.

    A healthy child goes home with its mother; one in intensive care stays as long as it needs.
    """
    surgical, natural = catalog.problem["cesarean_delivery"], catalog.problem["vaginal_delivery"]
    known = deliveries.year < calendar.years
    own_key = delivery_keys(people, deliveries, draws)
    labour = 3600 + draws.integers("labour", own_key, 600) * 60
    labour = np.where(deliveries.scheduled, 7200 + labour // 8 // 60 * 60, labour)
    problem = np.where(deliveries.cesarean, surgical, natural)
    mothers = Arrivals(deliveries.person, deliveries.year, own_key, problem)
    child = np.flatnonzero(people.mother >= 0)
    delivery = people.delivery[child]
    children = Arrivals(
        child,
        deliveries.year[delivery],
        draws.key("birth stay", people.id[child]),
        np.full(len(child), catalog.problem["newborn"]),
    )

    def stays(base: Arrivals, start: Ints, planned: Bools) -> Episodes:
        none = np.full(len(start), -1, dtype=np.int64)
        no = np.zeros(len(start), dtype=bool)
        found = finish(people, history, catalog, draws, base, start, (no, planned), none)
        return found

    of_mothers = stays(mothers, deliveries.at - labour, deliveries.scheduled)
    np.maximum(of_mothers.end, deliveries.at + _AFTER_BIRTH_SECONDS, out=of_mothers.end)
    of_mothers.week[:] = deliveries.week
    of_mothers.known_at[:] = deliveries.at
    of_children = stays(children, people.birth[child], np.zeros(len(child), dtype=bool))
    week = deliveries.week[delivery]
    needed, days = intensive_care(draws, children.key, week)
    of_children.week[:], of_children.intensive[:] = week, needed
    of_children.end[:] = of_mothers.end[delivery]
    later = of_mothers.end[delivery] // DAY + np.maximum(days.astype(np.int64) - 1, 1)
    at = later * DAY + 36_000 + draws.integers("discharge minute", children.key, 480) * 60
    of_children.end[needed] = at[needed]
    died = newborn_dies(draws, children.key, week)
    # most deaths of newborns come in the first week, many on the first day (NCHS pattern)
    early = draws.uniform("days left", children.key)
    lived = 3600 + (early * early * early * 12 * DAY).astype(np.int64) // 60 * 60
    of_children.end[died] = (people.birth[child] + lived)[died]
    of_children.fate[:] = np.where(died, EXPIRED, HOME)
    return [of_mothers.take(np.flatnonzero(known)), of_children]
