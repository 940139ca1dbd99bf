"""The reason of an encounter as its principal diagnosis."""

from __future__ import annotations

import numpy as np

from hospital.simulation.calendar import Calendar
from hospital.simulation.catalog import EMERGENCY, INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.courses import own_code
from hospital.simulation.episodes import Episodes
from hospital.simulation.events import Arrivals
from hospital.simulation.maternity import BirthCoder, Deliveries
from hospital.simulation.population import People
from hospital.simulation.randomness import Draws, Ints
from hospital.simulation.visits import Visits


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
    problem = base.problem
    patient = people.id[base.person]
    chronic = problem < catalog.condition_count
    own = chronic & ((setting == OUTPATIENT) | catalog.keeps_code[problem])
    code = np.empty(len(problem), dtype=np.int64)
    which = np.flatnonzero(own)
    code[which] = own_code(catalog, draws, calendar, patient[which], problem[which], at[which])
    which = np.flatnonzero(~own)
    key, problem = base.key[which], problem[which]
    drawn = catalog.codes.draw(problem * 3 + setting[which], draws.uniform("code", key))
    side = np.where(
        chronic[which],
        draws.integers("side", patient[which], 2, problem),
        draws.integers("side", key, 2),
    )
    turned = (catalog.side[drawn] != NONE) & (catalog.side[drawn] != side)
    code[which] = np.where(turned, catalog.mirror[drawn], drawn)
    return code


def codes_of_visits(
    catalog: Catalog, draws: Draws, calendar: Calendar, people: People, visits: Visits
) -> Ints:
    """Principal diagnosis of each clinic visit, where none is fixed by an earlier encounter."""
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
