"""Visits that come by a schedule: pregnancy, newborns and growing children."""

from __future__ import annotations

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY, Calendar
from hospital.simulation.catalog import Catalog
from hospital.simulation.events import Arrivals, repeat
from hospital.simulation.maternity import Deliveries
from hospital.simulation.population import People
from hospital.simulation.randomness import Draws
from hospital.simulation.visits import PLAIN, Visits, at_clinic, on_weekday

_AFTER_BIRTH_WEEK = 99
_MONTH_DAYS = 31


def pregnancies(
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
    day = on_weekday(day)
    names = np.where(after, catalog.problem["postpartum_care"], catalog.problem["prenatal_care"])
    base = Arrivals(mother, deliveries.year[of], key, names)
    third = np.where(week < 28, catalog.diagnosis["Z34.82"], catalog.diagnosis["Z34.83"])
    code = np.where(week < 14, catalog.diagnosis["Z34.81"], third)
    code = np.where(after, catalog.diagnosis["Z39.2"], code)
    share = np.where(after, model.POSTPARTUM_ATTENDANCE, model.PRENATAL_ATTENDANCE)
    attended = (draws.uniform("attends", key) < share) & ((week < deliveries.week[of]) | after)
    visits = at_clinic(draws, calendar, base, day, PLAIN, code)
    visits.week[:] = np.where(after, 0, week)
    return visits.take(np.flatnonzero(attended))


def child_checks(people: People, calendar: Calendar, catalog: Catalog, draws: Draws) -> Visits:
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
    return at_clinic(draws, calendar, base, on_weekday(due_day + delay), PLAIN, None)


def newborn_checks(people: People, calendar: Calendar, catalog: Catalog, draws: Draws) -> Visits:
    """Within a week of birth and at two to three weeks (AAP schedule)."""
    children = np.flatnonzero(people.mother >= 0)
    of, number = repeat(np.full(len(children), 2))
    child = children[of]
    key = draws.key("newborn check", people.id[child], number)
    delay = np.where(number == 0, 3, 13) + draws.integers("day", key, 3)
    day = on_weekday(people.birth_day[child] + delay)
    early = day - people.birth_day[child] < 8
    code = np.where(early, catalog.diagnosis["Z00.110"], catalog.diagnosis["Z00.111"])
    problem = np.full(len(of), catalog.problem["newborn_check"])
    base = Arrivals(child, number, key, problem)
    return at_clinic(draws, calendar, base, day, PLAIN, code)
