"""What becomes of an acute episode: severity is drawn once, and everything follows from it.

Severity decides who is admitted; among those admitted it lengthens the stay, raises the chance of
dying and of needing care afterwards, and brings findings, intensive care and cost. Complexity, the
weighted number of grave chronic conditions, works beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY, MONDAY_OFFSET
from hospital.simulation.catalog import Catalog
from hospital.simulation.events import Arrivals, exact_age
from hospital.simulation.population import FAR_FUTURE, People, age_band
from hospital.simulation.randomness import (
    Bools,
    Draws,
    Floats,
    Ints,
    Keys,
    cumulative_shares,
    from_table,
    pick,
)

DISPOSITIONS = (
    "Home",
    "Home Health",
    "Skilled Nursing Facility",
    "Rehabilitation",
    "Hospice",
    "Against Medical Advice",
    "Transfer",
    "Admitted",
    "Expired",
)
HOME, NURSING, HOSPICE, LEFT, TRANSFERRED, ADMITTED, EXPIRED = 0, 2, 4, 5, 6, 7, 8
_SHARES = cumulative_shares(model.DISPOSITION_SHARES)
_GROUPS = np.array([18, 65, 75, 85])
_ADULT, _SENIOR = 1, 2


@dataclass
class Outcome:
    """The course of each episode; instants in seconds."""

    has_visit: Bools
    has_stay: Bools
    severity: Floats  # from 0 to 1 among those admitted, or among those sent home
    visit_end: Ints
    admitted_at: Ints
    end: Ints
    fate: Ints  # position in DISPOSITIONS
    risk: Floats  # chance of dying in the stay
    transferred: Bools  # comes from another hospital

    @property
    def died(self) -> Bools:
        """Whether the stay ends in death."""
        return np.asarray(self.fate == EXPIRED)


def factor(of: tuple[float, float, float], value: Floats) -> Floats:
    """A multiplier: base, slope per unit, and the largest value."""
    base, slope, most = of
    return np.minimum(base + slope * value, most)


def blended(severity: Floats, own: Floats) -> Floats:
    """A uniform number that goes along with severity: the ranked mean of both."""
    half = severity + own  # from 0 to 2, triangular
    low = half * half / 2
    rest = 2.0 - half
    return np.minimum(np.where(half < 1.0, low, 1.0 - rest * rest / 2), 1.0 - 2.0**-53)


def decide(
    people: People,
    complexity: Floats,
    catalog: Catalog,
    draws: Draws,
    base: Arrivals,
    start: Ints,
    has_visit: Bools,
    returning: Bools,
) -> Outcome:
    """Admission, length, death and discharge of episodes that begin at `start`."""
    key, problem, person = base.key, base.problem, base.person
    age = exact_age(people, person, start)
    band = age_band(age)
    chance = catalog.admit[problem] * model.ADMISSION_AGE_FACTOR[band]
    chance = np.minimum(chance * factor(model.ADMISSION_COMPLEXITY, complexity), 0.97)
    chance = np.where((catalog.admit[problem] >= 1) | ~has_visit | returning, 1.0, chance)
    drawn = draws.uniform("severity", key)
    has_stay = drawn >= 1.0 - chance
    home = np.maximum(1.0 - chance, 1e-9)
    severity = np.where(has_stay, (drawn - (1.0 - chance)) / np.maximum(chance, 1e-9), drawn / home)
    severity = severity.clip(0.0, 1.0 - 2.0**-53)
    # some are sent straight to the ward by a doctor's office or by another hospital
    way = draws.uniform("way in", key)
    direct = has_stay & has_visit & ~returning & (way < model.DIRECT_SHARE)
    transferred = direct & (way < model.DIRECT_SHARE * model.TRANSFERRED_IN_SHARE)
    has_visit = has_visit & ~direct
    waited = blended(severity, draws.uniform("visit length", key))
    minutes = np.where(
        has_stay,
        from_table(model.EMERGENCY_BOARDING_MINUTES, waited),
        from_table(model.EMERGENCY_MINUTES, waited),
    )
    visit_end = start + np.where(has_visit, minutes.astype(np.int64).clip(20, 2000) * 60, 0)
    to_ward = (5 + draws.integers("to the ward", key, 50)) * 60
    admitted_at = visit_end + np.where(has_visit, to_ward, 0)
    risk = catalog.stay_death[problem] * model.DEATH_AGE_FACTOR[band]
    risk = risk * factor(model.DEATH_COMPLEXITY, complexity)
    low, slope = model.DEATH_SEVERITY
    risk = np.minimum(risk * (low + slope * severity * severity), 0.9)
    died = has_stay & (draws.uniform("dies", key) < risk)
    fate = _fates(catalog, draws, key, problem, np.searchsorted(_GROUPS, age, side="right"),
                  (severity, risk))  # fmt: skip
    fate = np.where(died, EXPIRED, fate)
    mean = catalog.stay_days[problem] * factor(model.STAY_COMPLEXITY, complexity)
    mean = mean * np.where(died, model.DEATH_STAY_FACTOR, model.STAY_FATE_FACTOR[fate])
    end = _stay_end(draws, key, mean, severity, admitted_at, died)
    return Outcome(
        has_visit,
        has_stay,
        severity,
        visit_end,
        admitted_at,
        np.where(has_stay, end, visit_end),
        fate,
        risk,
        transferred,
    )


def _fates(
    catalog: Catalog,
    draws: Draws,
    key: Keys,
    problem: Ints,
    group: Ints,
    graveness: tuple[Floats, Floats],
) -> Ints:
    """Where the living go; the graver and the older the more care."""
    severity, risk = graveness
    need = catalog.stay_need[problem]
    uniform = blended(severity, draws.uniform("disposition", key))
    uniform = need + (1.0 - need) * uniform
    fate = pick(_SHARES, np.where(group == 0, 0.0, uniform), group)
    fate = np.where(catalog.stay_home[problem], HOME, fate)
    other = draws.uniform("other end", key)
    leaves = model.LEAVES_SHARE[group] * catalog.stay_leaves[problem]
    fate = np.where(~catalog.stay_home[problem] & (other < leaves), LEFT, fate)
    sent_on = catalog.stay_sent_on[problem] * (0.4 + 1.2 * severity)
    fate = np.where((other >= leaves) & (other < leaves + sent_on), TRANSFERRED, fate)
    hospice = np.minimum(model.HOSPICE_PER_RISK[group] * risk, 0.5)
    return np.where(draws.uniform("hospice", key) < hospice, HOSPICE, fate)


def _stay_end(
    draws: Draws, key: Keys, mean: Floats, severity: Floats, admitted_at: Ints, died: Bools
) -> Ints:
    """The instant of discharge; fewer people leave on weekends."""
    uniform = blended(severity, draws.uniform("stay", key))
    days = mean * from_table(model.LENGTH_OF_STAY, uniform)
    nights = np.floor(days + draws.uniform("stay rounding", key)).astype(np.int64)
    day = admitted_at // DAY + nights
    weekday = (day + MONDAY_OFFSET) % 7
    drawn = draws.uniform("weekend", key)
    at_weekend = ~died & (nights > 2) & (weekday >= 5)
    waits = at_weekend & (drawn < model.WEEKEND_WAIT)
    early = at_weekend & ~waits & (drawn < model.WEEKEND_WAIT + model.WEEKEND_EARLY)
    day += np.where(waits, 7 - weekday, 0) - np.where(early, weekday - 4, 0)
    # living patients leave between 10:00 and 18:00, death comes at any hour
    hour = draws.uniform("discharge second", key)
    second = np.where(died, hour * DAY, 36_000 + hour * 28_800).astype(np.int64) // 60 * 60
    shortest = admitted_at + 4 * 3600 + draws.integers("short stay", key, 480) * 60
    return np.asarray(np.maximum(day * DAY + second, shortest))


def deaths_after_discharge(
    draws: Draws, key: Keys, end: Ints, fate: Ints, risk: Floats, alive: Bools
) -> Ints:
    """The instant of a death that follows from the illness treated; FAR_FUTURE if none."""
    chance = model.DEATH_AFTER_FATE[fate] + model.DEATH_AFTER_RISK * risk
    dies = alive & (draws.uniform("dies at home", key) < chance)
    table = np.where(
        fate == HOSPICE,
        from_table(model.HOSPICE_DAYS, draws.uniform("days left", key)),
        from_table(model.DAYS_AFTER_DISCHARGE, draws.uniform("days left", key)),
    )
    at = end + 3600 + (table * DAY).astype(np.int64) // 60 * 60
    return np.where(dies, at, FAR_FUTURE)
