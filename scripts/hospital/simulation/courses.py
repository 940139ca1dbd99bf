"""Courses of treatment that bring a patient back many times: infusions and dialysis."""

from __future__ import annotations

import numpy as np

from hospital.simulation import model
from hospital.simulation.catalog import OUTPATIENT, Catalog
from hospital.simulation.events import Arrivals, History, spread
from hospital.simulation.population import People
from hospital.simulation.randomness import Draws, Ints


def own_code(catalog: Catalog, draws: Draws, patient: Ints, condition: Ints) -> Ints:
    """The code that a patient carries for a condition, the same on every planned visit."""
    uniform = draws.uniform("own code", patient, condition)
    return catalog.codes.draw(condition * 3 + OUTPATIENT, uniform)


def chemotherapy(people: People, seen: Arrivals, catalog: Catalog, draws: Draws) -> Arrivals:
    """Turn a share of the visits for a cancer that is not cured into infusions."""
    cancers = [catalog.problem[name] for name in model.INFUSED_CANCERS]
    which = np.flatnonzero(np.isin(seen.problem, cancers))
    code = own_code(catalog, draws, people.id[seen.person[which]], seen.problem[which])
    infused = code != catalog.diagnosis["Z85.3"]
    infused &= draws.uniform("infusion", seen.key[which]) < model.INFUSION_SHARE
    problem = seen.problem.copy()
    problem[which[infused]] = catalog.problem["planned_chemotherapy"]
    return Arrivals(seen.person, seen.year, seen.key, problem)


def dialysis(people: People, history: History, catalog: Catalog, draws: Draws) -> Arrivals:
    """Sessions of patients whose kidney disease has reached its end stage."""
    kidney = catalog.problem["chronic_kidney_disease"]
    condition = np.full(len(people), kidney)
    end_stage = own_code(catalog, draws, people.id, condition) == catalog.diagnosis["N18.6"]
    treated = history.present[:, :, kidney] & end_stage[:, None]
    rate = treated * model.DIALYSIS_PER_YEAR
    person, year, key = spread(people.id, rate, "dialysis", draws)
    return Arrivals(person, year, key, np.full(len(person), catalog.problem["dialysis_care"]))
