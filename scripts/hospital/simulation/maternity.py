"""Pregnancies: who gives birth when, how long the child was carried, and how it is born.

Gestation is the cause: it decides the chance of a caesarean, the child's weight, whether it needs
intensive care and for how long, and what is coded for mother and child.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation.calendar import ANY_TIME, DAY, PLANNED, Calendar
from hospital.simulation.catalog import SEASONS, Catalog
from hospital.simulation.choices import NONE, Choice
from hospital.simulation.randomness import (
    Bools,
    Draws,
    Floats,
    Ints,
    Keys,
    cumulative_shares,
    from_table,
    pick,
    quantile_table,
)

# births per woman-year in five-year bands 15-19 .. 40-44 (NCHS, Births 2022)
FERTILITY = np.array([0.0136, 0.0575, 0.0935, 0.0975, 0.0553, 0.0126])
# caesareans per band, and more before term (NCHS, Births 2022: 32 % overall, rising with age)
_CESAREAN = np.array([0.19, 0.24, 0.285, 0.33, 0.385, 0.465])
_CESAREAN_PRETERM = 0.13
_SCHEDULED_SHARE = 0.55  # of caesareans at term: on a weekday morning (guidance)
BIRTH_SPACING_DAYS = 400  # guidance: shortest time between two deliveries
# completed weeks 24 .. 41: relative number of births (NCHS, Births 2022: 10.4 % before week 37)
_FIRST_WEEK = 24
_WEEKS = cumulative_shares(
    np.array(
        (
            *(0.10, 0.15, 0.18, 0.22, 0.17, 0.20, 0.24, 0.30, 0.45),
            *(0.70, 1.40, 2.20, 4.00, 10.0, 19.0, 36.0, 18.6, 5.6),
        )
    )
)
_RISKY_AGE = 0.86  # mothers under 20 and from 35 on bear earlier (guidance)
TERM = 37
_SURFACTANT_WEEK = 34  # respiratory distress is a disease of children born before (guidance)
# by completed week 24 .. 41: share in neonatal intensive care, mean days there (guidance, NICHD
# network and March of Dimes figures: home at about the due date), and deaths in the birth stay
_INTENSIVE = np.array([1.0] * 10 + [0.85, 0.5, 0.25, 0.08, 0.045, 0.035, 0.035, 0.045])
_INTENSIVE_DAYS = np.array(
    [95, 88, 80, 72, 60, 50, 42, 34, 26, 19, 13, 9, 7, 5.5, 5, 5, 5, 5], dtype=np.float64
)
_DEATHS = np.array(
    (
        *(0.28, 0.20, 0.14, 0.09, 0.05, 0.04, 0.03, 0.022, 0.014, 0.010),
        *(0.007, 0.005, 0.004, 0.0018, 0.0012, 0.001, 0.001, 0.0012),
    )
)
_INTENSIVE_SPREAD = quantile_table(lambda p: 0.45 + 1.1 * p)  # around the mean, guidance
# weight of children born before term, by completed week 24 .. 36: code of the lighter, share
_LIGHT = (
    *(("P07.03", 1.0),) * 4,
    ("P07.14", 1.0),
    ("P07.15", 1.0),
    *(("P07.16", 1.0),) * 2,
    *(("P07.17", 1.0),) * 2,
    ("P07.18", 0.8),
    ("P07.18", 0.55),
    ("P07.18", 0.35),
    *(("P07.18", 0.026),) * 5,
)
_EARLY = (
    *(f"P07.{number}" for number in range(23, 27)),
    *(f"P07.{number}" for number in range(31, 40)),
)
# what else is coded of a child: code, chance before week 34, before term, at term (guidance)
_NEWBORN_FINDINGS = (
    ("P22.0", 0.72, 0.10, 0.003),
    ("P22.1", 0.05, 0.16, 0.04),
    ("P59.9", 0.70, 0.42, 0.16),
    ("P70.4", 0.15, 0.16, 0.03),
    ("Z05.1", 0.20, 0.12, 0.05),
)


@dataclass(frozen=True)
class Deliveries:
    """The births of a block's panel, by mother and time."""

    person: Ints
    at: Ints  # instant of birth
    cesarean: Bools
    scheduled: Bools
    week: Ints  # completed weeks of gestation
    year: Ints


def draw_deliveries(
    ids: Ints, sex: Ints, age: Floats, calendar: Calendar, draws: Draws
) -> Deliveries:
    """Candidate births of every simulated year and one more, for the prenatal visits.

    `age` is [patient, year] with one year more than the calendar has.
    """
    years = calendar.years + 1
    band = ((age - 15) // 5).astype(np.int64)
    fertile = (band >= 0) & (band < len(FERTILITY)) & (sex == 0)[:, None]
    band = band.clip(0, len(FERTILITY) - 1)
    rate = np.where(fertile, FERTILITY[band], 0.0)
    rate[:, : calendar.years] *= calendar.shares()
    index = np.arange(years)[None, :]
    person, year = np.nonzero(draws.uniform("delivery", ids[:, None], index) < rate)
    entity, group = ids[person], band[person, year]
    risky = (group == 0) | (group >= 4)
    early = draws.uniform("gestation", entity, year) * np.where(risky, _RISKY_AGE, 1.0)
    week = _FIRST_WEEK + pick(_WEEKS, early)
    chance = _CESAREAN[group] + np.where(week < TERM, _CESAREAN_PRETERM, 0.0)
    cesarean = draws.uniform("cesarean", entity, year) < chance
    scheduled = cesarean & (week >= TERM)
    scheduled &= draws.uniform("scheduled", entity, year) < _SCHEDULED_SHARE
    season = np.full(len(person), SEASONS.index("births"))
    uniform = draws.uniform("delivery day", entity, year)
    hour = draws.uniform("delivery hour", entity, year)

    def instant(rhythm: int) -> Ints:
        day = calendar.days(rhythm, season, year, uniform)
        return np.asarray(day * DAY + calendar.seconds(rhythm, hour))

    at = np.where(scheduled, instant(PLANNED), instant(ANY_TIME))
    order = np.lexsort((at, person))
    person, at = person[order], at[order]
    spaced = np.ones(len(at), dtype=bool)
    if len(at) > 1:
        same = person[1:] == person[:-1]
        spaced[1:] = ~(same & (at[1:] - at[:-1] < BIRTH_SPACING_DAYS * DAY))
    kept = order[spaced]
    return Deliveries(
        person[spaced], at[spaced], cesarean[kept], scheduled[kept], week[kept], year[kept]
    )


def intensive_care(draws: Draws, key: Keys, week: Ints) -> tuple[Bools, Floats]:
    """Whether each newborn needs intensive care, and for how many days; by stay and week."""
    row = week - _FIRST_WEEK
    needed = draws.uniform("intensive care", key) < _INTENSIVE[row]
    spread = from_table(_INTENSIVE_SPREAD, draws.uniform("intensive days", key))
    return needed, np.where(needed, _INTENSIVE_DAYS[row] * spread, 0.0)


def newborn_dies(draws: Draws, key: Keys, week: Ints) -> Bools:
    """Whether each newborn dies in its birth stay."""
    return np.asarray(draws.uniform("dies", key) < _DEATHS[week - _FIRST_WEEK])


class BirthCoder:
    """Codes of mothers and children that follow from the week of the birth."""

    def __init__(self, catalog: Catalog, draws: Draws) -> None:
        """Prepare the tables once per process."""
        self._draws = draws
        code = catalog.diagnosis
        self.week_code = np.array([code.get(f"Z3A.{week:02d}", NONE) for week in range(42)])
        self._preterm = np.array([code["O60.12X0"], code["O60.14X0"]])
        self._late = code["O48.0"]
        self._light = np.array([code[name] for name, _ in _LIGHT])
        self._light_share = np.array([share for _, share in _LIGHT])
        none = [NONE] * (len(_LIGHT) - len(_EARLY))
        self._early = np.array([code[name] for name in _EARLY] + none)
        self._findings = np.array([code[row[0]] for row in _NEWBORN_FINDINGS])
        self._chances = np.array([row[1:] for row in _NEWBORN_FINDINGS]).T
        self._plain = Choice.of(
            [
                [(code["O80"], 5.0), (code["O70.1"], 3.0), (code["O13.3"], 0.9), (diet, 0.7)]
                if surgical == 0
                else [(code["O82"], 2.5), (code["O34.211"], 6.0), (diet, 0.9)]
                for surgical in (0, 1)
                for diet in (code["O24.410"],)
            ]
        )

    def mothers(self, key: Keys, week: Ints, cesarean: Bools) -> Ints:
        """Principal diagnosis of each delivery."""
        chosen = self._plain.draw(cesarean.astype(np.int64), self._draws.uniform("birth", key))
        late = (week > 40) & ~cesarean
        chosen = np.where(late, self._late, chosen)
        return np.where(week < TERM, self._preterm[(week >= 28).astype(np.int64)], chosen)

    def children(self, key: Keys, week: Ints) -> list[Ints]:
        """Codes beside the liveborn code: weight, then week, then findings; NONE where not."""
        row = week - _FIRST_WEEK
        light = self._draws.uniform("birth weight", key) < self._light_share[row]
        columns = [np.where(light, self._light[row], NONE), self._early[row]]
        group = np.searchsorted(np.array([_SURFACTANT_WEEK, TERM]), week, side="right")
        for number, code in enumerate(self._findings):
            found = self._draws.uniform("newborn finding", key, number)
            columns.append(np.where(found < self._chances[group, number], code, NONE))
        return columns
