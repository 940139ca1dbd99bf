"""Courses of treatment that bring a patient back many times: infusions and dialysis."""

from __future__ import annotations

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY, YEAR_DAYS, Calendar
from hospital.simulation.catalog import OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.events import Arrivals, History, fits, spread
from hospital.simulation.population import FAR_FUTURE, People
from hospital.simulation.randomness import Draws, Floats, Ints

_MOST_PROGRESS = 0.6  # of the way to the last stage, however long the simulation


def own_code(
    catalog: Catalog,
    draws: Draws,
    calendar: Calendar,
    patient: Ints,
    condition: Ints,
    at: Ints,
) -> Ints:
    """The code that a patient carries for a condition at an instant, the same on planned visits.

    Where the codes are stages, in order, the patient moves along them and never back: the distance
    to the last stage shrinks by the condition's progress every year.
    """
    uniform = draws.uniform("own code", patient, condition)
    years = (at - calendar.start) / (YEAR_DAYS * DAY)
    gone = (catalog.progress[condition] * years).clip(0.0, _MOST_PROGRESS)
    uniform = 1.0 - (1.0 - uniform) * (1.0 - gone)
    code = catalog.codes.draw(condition * 3 + OUTPATIENT, uniform)
    side = draws.integers("side", patient, 2, condition)
    turned = (catalog.side[code] != NONE) & (catalog.side[code] != side)
    return np.where(turned, catalog.mirror[code], code)


def chemotherapy(
    people: People, seen: Arrivals, at: Ints, calendar: Calendar, catalog: Catalog, draws: Draws
) -> Arrivals:
    """Turn a share of the visits for a cancer not cured by the given instants into infusions."""
    cancers = [catalog.problem[name] for name in model.INFUSED_CANCERS]
    which = np.flatnonzero(np.isin(seen.problem, cancers))
    code = own_code(
        catalog, draws, calendar, people.id[seen.person[which]], seen.problem[which], at[which]
    )
    infused = ~catalog.is_history[code] & fits(people, catalog, seen.take(which), at[which])
    infused &= draws.uniform("infusion", seen.key[which]) < model.INFUSION_SHARE
    problem = seen.problem.copy()
    problem[which[infused]] = catalog.problem["planned_chemotherapy"]
    return Arrivals(seen.person, seen.year, seen.key, problem)


def end_stage_at(people: People, catalog: Catalog, calendar: Calendar, draws: Draws) -> Ints:
    """The instant from which each patient's kidney disease, if any, is at its end stage."""
    kidney = catalog.problem["chronic_kidney_disease"]
    condition = np.full(len(people), kidney)
    left = 1.0 - draws.uniform("own code", people.id, condition)
    shares = catalog.codes.cumulative[kidney * 3 + OUTPATIENT]
    last = 1.0 - shares[shares < 1.0].max()
    # left * (1 - progress * years) falls to the share of the last stage
    years = (1.0 - last / np.maximum(left, 1e-12)) / catalog.progress[kidney]
    reached = years * catalog.progress[kidney] <= _MOST_PROGRESS
    at = (
        calendar.start
        + (np.maximum(years, 0.0).clip(0.0, 200.0) * YEAR_DAYS).astype(np.int64) * DAY
    )
    return np.where(reached, at, FAR_FUTURE)


def dialysis(
    people: People, history: History, end_stage: Ints, catalog: Catalog, calendar: Calendar,
    draws: Draws,
) -> tuple[Arrivals, Floats]:  # fmt: skip
    """Sessions of patients whose kidney disease has reached its end stage."""
    kidney = catalog.problem["chronic_kidney_disease"]
    years = np.arange(history.present.shape[1])
    begun = end_stage[:, None] < calendar.year_start(years + 1)[None, :]
    treated = history.present[:, :, kidney] & begun & (history.shares[None, :] == 1)
    rate = treated * model.DIALYSIS_PER_YEAR
    person, year, key, within = spread(people.id, rate, "dialysis", draws)
    base = Arrivals(person, year, key, np.full(len(person), catalog.problem["dialysis_care"]))
    return base, within
