"""Who the patients are: age, sex, deaths outside the hospital, deliveries and the children born.

Patients 1 .. N are the panel registered before the first day. A delivery of a panel patient inside
the period brings a further patient, the child, with the id `mother + 100,000,000 * n` for her n-th
delivery, so that ids do not depend on N. Children are registered at birth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY, EMERGENCY_ROOM, YEAR_DAYS, Calendar
from hospital.simulation.catalog import SEASONS
from hospital.simulation.maternity import Deliveries, draw_deliveries
from hospital.simulation.problems import AGE_BANDS
from hospital.simulation.randomness import (
    Bools,
    Draws,
    Floats,
    Ints,
    cumulative_shares,
    from_table,
    pick,
)

CHILD_ID_STEP = 100_000_000
FAR_FUTURE = np.int64(253_370_764_800)  # 9999-01-01, in seconds
_DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class People:
    """The patients of a block, one position each; instants in seconds, days since 1970."""

    id: Ints
    sex: Ints  # 0 women, 1 men: what care depends on
    gender_recorded: Bools
    birth_day: Ints
    birth: Ints  # earliest instant of care: the birth, or the start of the birth day
    registered: Ints
    death: Ints  # outside the hospital; FAR_FUTURE if none
    mother: Ints  # position of the mother, or -1
    delivery: Ints  # number of the delivery that bore the child, or -1
    clinic_frailty: Floats
    acute_frailty: Floats
    visit_frailty: Floats  # for emergency visits that seldom end in admission

    def __len__(self) -> int:
        """Number of patients."""
        return len(self.id)


def age_in_years(birth_day: Ints, calendar: Calendar, years: int) -> Floats:
    """Age at the middle of each simulated year, [patient, year]; negative before birth."""
    middle = calendar.first_day + YEAR_DAYS * (np.arange(years) + 0.5)
    return np.asarray((middle[None, :] - birth_day[:, None]) / _DAYS_PER_YEAR)


def age_band(age: Floats | Ints) -> Ints:
    """Position of an age in catalog.AGE_BANDS; before birth counts as the first."""
    return np.searchsorted(np.array(AGE_BANDS[1:]), age, side="right").astype(np.int64)


def _panel(ids: Ints, calendar: Calendar, draws: Draws) -> dict[str, Ints]:
    band = pick(cumulative_shares(model.AGE_BAND_SHARES), draws.uniform("age band", ids))
    within = draws.uniform("age", ids)
    oldest = from_table(model.OLDEST_BAND_YEARS, within)
    age = band * 10 + np.where(band == 8, oldest, within * 10)
    birth_day = calendar.start_day - 1 - (age * _DAYS_PER_YEAR).astype(np.int64)
    sex = (draws.uniform("sex", ids) >= model.FEMALE_SHARES[band]).astype(np.int64)
    # registered on a day of the eight years before the start, never before birth
    earliest = np.maximum(birth_day, calendar.start_day - 8 * YEAR_DAYS)
    span = np.maximum(calendar.start_day - earliest, 1)
    day = earliest + (draws.uniform("registered", ids) * span).astype(np.int64)
    second = 8 * 3600 + draws.integers("registered second", ids, 9 * 3600)
    return {"birth_day": birth_day, "sex": sex, "registered": day * DAY + second}


def _deaths(ids: Ints, sex: Ints, birth_day: Ints, calendar: Calendar, draws: Draws) -> Ints:
    years = calendar.years
    age = age_in_years(birth_day, calendar, years)
    rate = np.interp(age, model.MORTALITY_AGES, model.MORTALITY) * model.DEATHS_OUTSIDE_SHARE
    rate = rate * model.MORTALITY_SEX_FACTOR[sex][:, None]
    index = np.arange(years)[None, :]
    dies = (draws.uniform("death", ids[:, None], index) < rate) & (age > 0)
    dies[:, 0] = False  # the panel lives at the start
    year = np.where(dies.any(axis=1), dies.argmax(axis=1), 0)
    season = np.full(len(ids), SEASONS.index("deaths"))
    day = calendar.days(EMERGENCY_ROOM, season, year, draws.uniform("death day", ids))
    at = day * DAY + draws.integers("death second", ids, DAY)
    return np.asarray(np.where(dies.any(axis=1), at, FAR_FUTURE))


def draw_people(
    first: int, count: int, calendar: Calendar, draws: Draws
) -> tuple[People, Deliveries]:
    """Panel patients `first` .. `first + count - 1`, then the children they may bear."""
    ids = np.arange(first, first + count, dtype=np.int64)
    panel = _panel(ids, calendar, draws)
    mother_age = age_in_years(panel["birth_day"], calendar, calendar.years + 1)
    deliveries = draw_deliveries(ids, panel["sex"], mother_age, calendar, draws)
    # a delivery's number is its order among the mother's candidates: fixed by earlier ones only
    order = np.arange(len(deliveries.person))
    first_of = np.searchsorted(deliveries.person, deliveries.person)
    number = order - first_of
    born = deliveries.at < calendar.end
    mother, at = deliveries.person[born], deliveries.at[born]
    child_ids = ids[mother] + CHILD_ID_STEP * (number[born] + 1)
    all_ids = np.concatenate([ids, child_ids])
    child_sex = (draws.uniform("sex", child_ids) >= 0.488).astype(np.int64)  # NCHS births
    birth_day = np.concatenate([panel["birth_day"], at // DAY])
    none = np.full(count, -1, dtype=np.int64)
    sex = np.concatenate([panel["sex"], child_sex])
    acute = draws.uniform("acute use", all_ids)
    habit = (acute + draws.uniform("visit use", all_ids)) / 2
    habit = np.where(habit < 0.5, 2 * habit * habit, 1 - 2 * (1 - habit) * (1 - habit))
    people = People(
        id=all_ids,
        sex=sex,
        gender_recorded=draws.uniform("gender recorded", all_ids) >= model.GENDER_UNKNOWN_SHARE,
        birth_day=birth_day,
        birth=np.concatenate([panel["birth_day"] * DAY, at]),
        registered=np.concatenate([panel["registered"], at]),
        death=_deaths(all_ids, sex, birth_day, calendar, draws),
        mother=np.concatenate([none, mother]),
        delivery=np.concatenate([none, np.flatnonzero(born)]),
        clinic_frailty=from_table(model.CLINIC_FRAILTY, draws.uniform("clinic use", all_ids)),
        acute_frailty=from_table(model.ACUTE_FRAILTY, acute),
        visit_frailty=from_table(model.VISIT_FRAILTY, np.minimum(habit, 1.0 - 2.0**-53)),
    )
    early = people.death <= people.birth
    people.death[early] = FAR_FUTURE
    return people, deliveries
