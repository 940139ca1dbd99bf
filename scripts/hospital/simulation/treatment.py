"""Procedures of encounters: visit codes by setting and age, then what the problem calls for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation.calendar import DAY, Calendar
from hospital.simulation.catalog import EMERGENCY, INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.encounters import Encounters
from hospital.simulation.events import repeat
from hospital.simulation.model import MEDICARE
from hospital.simulation.outcomes import ADMITTED, TRANSFERRED, blended
from hospital.simulation.population import People
from hospital.simulation.randomness import Bools, Draws, Ints, cumulative_shares, pick
from hospital.simulation.visits import AFTER_DISCHARGE, REPEATED

MAXIMUM_PROCEDURES = 900  # numbers above belong to no encounter id
_NEW_PATIENT_SHARE = 0.4  # of first visits to a service within the period (guidance)
# of Medicare's patients: their first yearly visit is in the period (guidance)
_WELCOME_SHARE = 0.15
_WELL_AGES = np.array([1, 5, 12, 18, 40, 65])
# level of the visit code: established clinic, new clinic, emergency sent home and admitted
_LEVELS = {
    "established": (("99212", "99213", "99214", "99215"), (0.08, 0.42, 0.44, 0.06)),
    "new": (("99202", "99203", "99204", "99205"), (0.12, 0.48, 0.35, 0.05)),
    "minor emergency": (
        ("99281", "99282", "99283", "99284", "99285"),
        (0.05, 0.19, 0.50, 0.22, 0.04),
    ),
    "emergency": (("99281", "99282", "99283", "99284", "99285"), (0.01, 0.06, 0.34, 0.44, 0.15)),
    "grave emergency": (("99283", "99284", "99285"), (0.14, 0.50, 0.36)),
    "admitted": (("99284", "99285"), (0.25, 0.75)),
    "first day": (("99221", "99222", "99223"), (0.15, 0.45, 0.40)),
    "middle day": (("99231", "99232", "99233"), (0.25, 0.55, 0.20)),
    "last day": (("99238", "99239"), (0.68, 0.32)),
    "same day": (("99234", "99235", "99236"), (0.3, 0.45, 0.25)),
    "therapy": (("97110", "97140"), (0.7, 0.3)),
}
_DAILY_TESTS = (("80048", 0.42), ("85025", 0.46))  # per inpatient day (guidance)
# per emergency visit other than for an injury, at 12 years and over (guidance)
_EMERGENCY_TESTS = (
    ("85025", 0.55),
    ("80053", 0.52),
    ("81001", 0.36),
    ("96374", 0.34),
    ("96360", 0.28),
    ("J2405", 0.25),
)
_EMERGENCY_TEST_AGE = 12
_WITHOUT_VISIT_CODE = (
    "mammogram", "screening_colonoscopy", "vaccination", "dialysis_care", "planned_chemotherapy",
    "routine_eye_examination", "eye_disease",
)  # fmt: skip


@dataclass(frozen=True)
class Treatments:
    """Procedures by encounter position, sorted by encounter and day; `number` counts from 1."""

    encounter: Ints
    procedure: Ints
    day: Ints  # epoch day
    number: Ints


class Treater:
    """Finds the procedures of encounters; holds its look-up tables."""

    def __init__(self, catalog: Catalog, calendar: Calendar, draws: Draws) -> None:
        """Prepare the tables once per process."""
        self._catalog, self._calendar, self._draws = catalog, calendar, draws
        self._options = {
            name: (np.array([catalog.procedure[code] for code in codes]), cumulative_shares(
                np.array(shares)
            ))
            for name, (codes, shares) in _LEVELS.items()
        }  # fmt: skip
        self._new_well = np.array([catalog.procedure[f"9938{n}"] for n in range(1, 8)])
        self._known_well = np.array([catalog.procedure[f"9939{n}"] for n in range(1, 8)])
        problem = catalog.problem
        self._wellness = np.array(
            [problem[name] for name in ("child_wellness", "adult_wellness", "newborn_check")]
        )
        self._without_visit = np.array([problem[name] for name in _WITHOUT_VISIT_CODE])
        self._newborn = problem["newborn"]
        self._births = np.array([problem["vaginal_delivery"], problem["cesarean_delivery"]])

    def _level(self, name: str, encounters: Encounters, which: Ints, index: Ints | int = 0) -> Ints:
        options, shares = self._options[name]
        uniform = self._draws.uniform("level " + name, encounters.key[which], index)
        return np.asarray(options[pick(shares, uniform)])

    def _graded(self, name: str, encounters: Encounters, which: Ints) -> Ints:
        """A level that rises with severity."""
        options, shares = self._options[name]
        own = self._draws.uniform("graded level", encounters.key[which])
        return np.asarray(options[pick(shares, blended(encounters.severity[which], own))])

    def _clinic_visits(self, encounters: Encounters, people: People, payer: Ints) -> Ints:
        """The visit code of each outpatient encounter, or NONE."""
        which = np.flatnonzero(encounters.setting == OUTPATIENT)
        codes = np.full(len(encounters), NONE, dtype=np.int64)
        problem, service = encounters.problem[which], encounters.service[which]
        pairs = encounters.person[which] * 64 + service
        first = _first_of(pairs, np.ones(len(which), dtype=bool))
        new_here = self._draws.uniform("new here", people.id[encounters.person[which]], service)
        new = first & (new_here < _NEW_PATIENT_SHARE)
        visit = np.where(
            new,
            self._level("new", encounters, which),
            self._level("established", encounters, which),
        )
        band = np.searchsorted(_WELL_AGES, encounters.age[which], side="right")
        well = np.where(new, self._new_well[band], self._known_well[band])
        yearly = self._catalog.procedure["G0438"], self._catalog.procedure["G0439"]
        senior = (payer[which] == MEDICARE) & (encounters.age[which] >= 65)
        check = np.isin(problem, self._wellness)
        earliest = _first_of(encounters.person[which], check & senior)
        welcome = self._draws.uniform("welcome", people.id[encounters.person[which]])
        earliest &= welcome < _WELCOME_SHARE
        well = np.where(senior, np.where(earliest, yearly[0], yearly[1]), well)
        visit = np.where(check, well, visit)
        after = encounters.reason[which] == AFTER_DISCHARGE
        visit = np.where(after, self._transitions(encounters)[which], visit)
        physical = service == self._catalog.service["rehabilitation"]
        visit = np.where(physical, self._level("therapy", encounters, which), visit)
        codes[which] = np.where(np.isin(problem, self._without_visit), NONE, visit)
        return codes

    def _transitions(self, encounters: Encounters) -> Ints:
        """The code of a visit after a stay: within a week of the discharge, or within two."""
        span = np.int64(2**40)
        ends = np.where(encounters.setting == INPATIENT, encounters.end, 0)
        last = np.maximum.accumulate(ends + encounters.person * span) - encounters.person * span
        days = encounters.start // DAY - last // DAY
        code = self._catalog.procedure
        late = np.where(days <= 14, code["99495"], code["99214"])
        return np.where(days <= 7, code["99496"], late)

    def _emergency_visits(self, encounters: Encounters) -> Ints:
        which = np.flatnonzero(encounters.setting == EMERGENCY)
        codes = np.full(len(encounters), NONE, dtype=np.int64)
        admitted = encounters.disposition[which] == ADMITTED
        acuity = self._catalog.acuity[encounters.problem[which]]
        names = ("minor emergency", "emergency", "grave emergency", "admitted")
        codes[which] = np.choose(
            np.where(admitted, 3, acuity),
            [self._graded(name, encounters, which) for name in names],
        )
        return codes

    def _stay_visits(self, encounters: Encounters, nights: Ints) -> tuple[Ints, Ints, Ints]:
        """Encounter, code and day offset of the daily visits of every inpatient stay."""
        which = np.flatnonzero(encounters.setting == INPATIENT)
        days = np.minimum(nights[which] + 1, MAXIMUM_PROCEDURES // 3)
        of, offset = repeat(days)
        row = which[of]
        newborn = encounters.problem[row] == self._newborn
        maternal = np.isin(encounters.problem[row], self._births)
        last = offset == nights[row]
        code = self._level("middle day", encounters, row, offset)
        code = np.where(last, self._level("last day", encounters, row), code)
        code = np.where(offset == 0, self._level("first day", encounters, row), code)
        single = (offset == 0) & last
        code = np.where(single, self._level("same day", encounters, row), code)
        procedure = self._catalog.procedure
        young = np.where(offset == 0, procedure["99460"], procedure["99462"])
        young = np.where(last & (offset > 0), procedure["99238"], young)
        code = np.where(newborn, young, code)
        # the birth package holds the mother's daily visits; moving on is no discharge
        moving = last & (encounters.disposition[row] == TRANSFERRED) & ~single & (offset > 0)
        kept = ~(maternal & ~last) & ~moving
        return row[kept], code[kept], offset[kept]

    def _tests(self, encounters: Encounters, nights: Ints) -> list[tuple[Ints, Ints, Ints]]:
        ill = (encounters.setting == INPATIENT) & (encounters.problem != self._newborn)
        which = np.flatnonzero(ill & ~np.isin(encounters.problem, self._births))
        of, offset = repeat(np.minimum(nights[which], MAXIMUM_PROCEDURES // 6))
        row = which[of]
        found = []
        for code, chance in _DAILY_TESTS:
            done = self._draws.uniform("daily test " + code, encounters.key[row], offset) < chance
            number = np.full(int(done.sum()), self._catalog.procedure[code])
            found.append((row[done], number, offset[done] + 1))
        return found + self._emergency_tests(encounters)

    def _emergency_tests(self, encounters: Encounters) -> list[tuple[Ints, Ints, Ints]]:
        injury = self._catalog.follow_subsequent[encounters.problem]
        tested = (encounters.setting == EMERGENCY) & (encounters.age >= _EMERGENCY_TEST_AGE)
        which = np.flatnonzero(tested & ~injury)
        found = []
        for code, chance in _EMERGENCY_TESTS:
            done = self._draws.uniform("emergency test " + code, encounters.key[which]) < chance
            row = which[done]
            number = np.full(len(row), self._catalog.procedure[code])
            found.append((row, number, np.zeros(len(row), dtype=np.int64)))
        return found

    def _specific(self, encounters: Encounters, nights: Ints) -> tuple[Ints, Ints, Ints]:
        catalog = self._catalog
        problem, setting = encounters.problem, encounters.setting
        chance = catalog.slot_probability[problem, setting]
        slots = np.arange(chance.shape[1])
        uniform = self._draws.uniform("procedure", encounters.key[:, None], slots[None, :])
        done = uniform < chance
        prefix = catalog.slot_prefix[problem, setting]
        done &= catalog.prefix_matches[prefix, encounters.code[:, None]]
        done &= (encounters.reason < REPEATED)[:, None]  # what was done before is not done again
        row, slot = np.nonzero(done)
        code = catalog.slot_procedure[problem[row], setting[row], slot]
        later = self._draws.uniform("procedure day", encounters.key[row], slot)
        offset = np.minimum((later * later * 3).astype(np.int64), nights[row])
        birth = np.flatnonzero(np.isin(problem[row], self._births))
        at = row[birth]
        offset[birth] = encounters.known_at[at] // DAY - encounters.start[at] // DAY
        return row, code, offset

    def treat(self, encounters: Encounters, people: People, payer: Ints) -> Treatments:
        """Every procedure done by the as-of date; inside the encounter's days."""
        first_day = encounters.start // DAY
        nights = encounters.end // DAY - first_day
        visit = self._clinic_visits(encounters, people, payer)
        emergency = self._emergency_visits(encounters)
        visit = np.where(emergency == NONE, visit, emergency)
        seen = np.flatnonzero(visit != NONE)
        stays = self._stay_visits(encounters, nights)
        parts = [
            (seen, visit[seen], np.zeros(len(seen), dtype=np.int64)),
            stays,
            self._specific(encounters, nights),
            *self._tests(encounters, nights),
        ]
        row = np.concatenate([part[0] for part in parts])
        code = np.concatenate([part[1] for part in parts])
        offset = np.concatenate([part[2] for part in parts])
        order = np.argsort(row * 4096 + offset.clip(0, 4095), kind="stable")
        row, code, offset = row[order], code[order], offset[order]
        number = np.arange(len(row)) - np.searchsorted(row, row) + 1
        day = first_day[row] + offset
        known = (day <= self._calendar.as_of_day) & (number <= MAXIMUM_PROCEDURES)
        return Treatments(row[known], code[known], day[known], number[known])


def _first_of(group: Ints, among: Bools) -> Bools:
    """The first position of each group among those marked."""
    which = np.flatnonzero(among)
    first = np.zeros(len(group), dtype=bool)
    first[which[np.unique(group[which], return_index=True)[1]]] = True
    return first
