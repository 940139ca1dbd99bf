"""What an illness leaves for good: implants, old infarctions, removed organs, past clots."""

from __future__ import annotations

import numpy as np

from hospital.simulation.calendar import DAY
from hospital.simulation.catalog import INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.encounters import Encounters
from hospital.simulation.outcomes import TRANSFERRED
from hospital.simulation.population import FAR_FUTURE, People
from hospital.simulation.randomness import Draws, Ints

# principal diagnosis of a stay (as a prefix), the code it leaves, and from how many days on
_LEAVES = (
    ("M17.11", "Z96.651", 0),
    ("M17.12", "Z96.652", 0),
    ("M16.11", "Z96.641", 0),
    ("M16.12", "Z96.642", 0),
    ("I21", "I25.2", 28),
    ("C18", "Z90.49", 0),
    ("C20", "Z90.49", 0),
    ("C50.911", "Z90.11", 0),
    ("C50.912", "Z90.12", 0),
    ("I26", "Z86.711", 180),
    ("I82", "Z86.718", 180),
)
_BOTH_SIDES = {"M17.0": ("Z96.651", "Z96.652"), "M16.0": ("Z96.641", "Z96.642")}
# the side left over when one of two worn joints has been replaced
_OTHER_SIDE = {"M17.0": ("M17.12", "M17.11"), "M16.0": ("M16.12", "M16.11")}
_CODED = np.array([0.22, 0.35, 0.9])  # chance that it is coded, by setting (guidance)
_AFTERCARE_DAYS = 90  # guidance: visits for the new joint itself


class Marker:
    """Finds lasting marks in the encounters of a block; holds its look-up tables."""

    def __init__(self, catalog: Catalog, draws: Draws) -> None:
        """Prepare the tables once per process."""
        self._catalog, self._draws = catalog, draws
        code = catalog.diagnosis
        names = catalog.diagnosis_codes
        self._codes = np.array(list(dict.fromkeys(code[left] for _, left, _ in _LEAVES)))
        position = {int(number): place for place, number in enumerate(self._codes)}
        # [diagnosis, side] mark that a stay for it leaves, or NONE; days until then
        self._left = np.full((len(names), 2), NONE, dtype=np.int64)
        self._delay = np.zeros(len(names), dtype=np.int64)
        for prefix, left, days in _LEAVES:
            matching = [number for number, name in enumerate(names) if name.startswith(prefix)]
            self._left[matching] = position[code[left]]
            self._delay[matching] = days
        for name, sides in _BOTH_SIDES.items():
            self._left[code[name]] = [position[code[left]] for left in sides]
        self._arthritis = catalog.problem["osteoarthritis"]
        self._joints = [position[code[left]] for _, left, _ in _LEAVES[:4]]
        # [diagnosis] (mark, code instead) of a worn joint once it has been replaced
        self._instead = np.full((len(names), 2, 2), NONE, dtype=np.int64)
        for prefix, left, _ in _LEAVES[:4]:
            self._instead[code[prefix]] = [position[code[left]], code["M19.90"]]
        for name, sides in _OTHER_SIDE.items():
            for side, other in enumerate(sides):
                implant = code[_BOTH_SIDES[name][side]]
                self._instead[code[name], side] = [position[implant], code[other]]

    def _sides(self, patient: Ints) -> Ints:
        return self._draws.integers("side", patient, 2, self._arthritis)

    def since(self, people: People, encounters: Encounters) -> Ints:
        """The instant from which each patient bears each mark, [mark, patient]."""
        since = np.full((len(self._codes), len(people)), FAR_FUTURE)
        ended = encounters.disposition != TRANSFERRED  # else the next encounter goes on with it
        stay = np.flatnonzero((encounters.setting == INPATIENT) & ended)
        person, code = encounters.person[stay], encounters.code[stay]
        mark = self._left[code, self._sides(people.id[person]) ^ self._is_second(person, code)]
        marked = np.flatnonzero(mark != NONE)
        at = encounters.end[stay] + self._delay[code] * DAY
        np.minimum.at(since, (mark[marked], person[marked]), at[marked])
        return since

    def _is_second(self, person: Ints, code: Ints) -> Ints:
        """1 for the second operation of a patient with two worn joints: it is on the other side."""
        second = np.zeros(len(code), dtype=np.int64)
        which = np.flatnonzero(self._left[code, 0] != self._left[code, 1])
        second[which[1:]] = person[which[1:]] == person[which[:-1]]
        return second

    def marks(self, since: Ints, encounters: Encounters) -> tuple[Ints, Ints]:
        """Encounter position and code of every mark that is coded."""
        bearer = since.min(axis=0) < FAR_FUTURE
        which = np.flatnonzero(bearer[encounters.person])
        person = encounters.person[which]
        rows, codes = [], []
        for number, code in enumerate(self._codes):
            known = since[number, person] < encounters.start[which]
            row = which[known]
            chance = _CODED[encounters.setting[row]]
            chance = np.where(encounters.problem[row] == self._arthritis, 1.0, chance)
            named = self._draws.uniform("mark", encounters.key[row], number) < chance
            rows.append(row[named])
            codes.append(np.full(int(named.sum()), code))
        return np.concatenate(rows), np.concatenate(codes)

    def after_replacement(
        self, people: People, since: Ints, encounters: Encounters, row: Ints, code: Ints
    ) -> Ints:
        """The codes with worn joints that have since been replaced turned into what is left.

        For some months the visit for a joint is aftercare. Changes `encounters.code` likewise.
        """
        which = np.flatnonzero(self._instead[code, 0, 0] != NONE)
        person = encounters.person[row[which]]
        replaced = since[self._joints].min(axis=0)
        which = which[replaced[person] < encounters.start[row[which]]]
        at = row[which]
        person = encounters.person[at]
        pair = self._instead[code[which], self._sides(people.id[person])]
        done = since[pair[:, 0], person]
        gone = done < encounters.start[at]
        # of two worn joints the other may have been replaced, too
        second = self._instead[pair[:, 1].clip(0), 0]
        later = np.where(second[:, 0] == NONE, FAR_FUTURE, since[second[:, 0].clip(0), person])
        both = gone & (later < encounters.start[at])
        left = np.where(both, second[:, 1], pair[:, 1])
        done = np.where(both, np.maximum(done, later), done)
        principal = (code[which] == encounters.code[at]) & (
            encounters.problem[at] == self._arthritis
        )
        recent = encounters.start[at] < done + _AFTERCARE_DAYS * DAY
        visit = principal & recent & (encounters.setting[at] == OUTPATIENT)
        new = np.where(visit, self._catalog.diagnosis["Z47.1"], left)
        changed = code.copy()
        changed[which] = np.where(gone, new, code[which])
        named = principal & gone
        encounters.code[at[named]] = new[named]
        return changed
