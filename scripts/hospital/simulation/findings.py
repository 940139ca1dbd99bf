"""What is coded beside reason and conditions: findings of the ill, and status codes that follow."""

from __future__ import annotations

import numpy as np

from hospital.simulation.catalog import Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.encounters import Encounters
from hospital.simulation.population import People
from hospital.simulation.randomness import Bools, Draws, Ints

# findings and complications coded in adult stays other than births, with their mean chance; the
# graver the illness, the more of them (guidance, HCUP NIS pattern)
_FINDINGS = {
    "N17.9": 0.17, "J96.01": 0.12, "D62": 0.12, "E87.6": 0.18, "E87.1": 0.14, "E87.5": 0.07,
    "E87.20": 0.11, "E86.0": 0.12, "E83.42": 0.09, "D72.829": 0.10, "D64.9": 0.20, "D69.6": 0.08,
    "I95.9": 0.11, "J90": 0.07, "J98.11": 0.08, "G93.41": 0.08, "R13.10": 0.07, "E46": 0.07,
    "E43": 0.05, "N39.0": 0.10, "R33.9": 0.07, "K59.00": 0.18, "R11.2": 0.08, "L89.159": 0.03,
    "Z74.09": 0.10, "R53.83": 0.08,
}  # fmt: skip
_SEVERITY = (0.60, 1.05)  # multiplier of the chances: base and slope
_COMPLEXITY = (0.85, 0.05, 1.4)  # base, slope, most
# status codes in adult stays: code, chance, first age, whether it is the patient's for life
_STATUS = (
    ("Z87.891", 0.34, 25, True),
    ("Z88.0", 0.14, 18, True),
    ("Z79.82", 0.30, 50, True),
    ("Z79.899", 0.50, 18, False),
    ("Z91.81", 0.16, 65, False),
    ("Z66", 0.17, 70, False),
)
_BODY_MASS = {
    "E66.9": "Z68.30", "E66.811": "Z68.30", "E66.812": "Z68.35", "E66.813": "Z68.41",
    "E66.01": "Z68.41",
}  # fmt: skip
_BODY_MASS_AGE = 20
_TABLETS_SHARE, _INSULIN_SHARE = 0.60, 0.28  # of people with type 2 diabetes (guidance)
_ANTICOAGULANT_SHARE = 0.7  # of encounters that name atrial fibrillation (guidance)


class Finder:
    """Finds secondary codes; holds its look-up tables."""

    def __init__(self, catalog: Catalog, draws: Draws) -> None:
        """Prepare the tables once per process."""
        self._catalog, self._draws = catalog, draws
        code = catalog.diagnosis
        self._findings = np.array([code[name] for name in _FINDINGS])
        self._chance = np.array(list(_FINDINGS.values()))
        categories = sorted({name[:3] for name in catalog.diagnosis_codes})
        # [diagnosis] number of the three-character category
        self._category = np.array([categories.index(n[:3]) for n in catalog.diagnosis_codes])
        finding = np.zeros(len(code), dtype=bool)
        finding[self._findings] = True
        self._is_finding = finding
        # [diagnosis] what follows from a code: kind 1 tablets or insulin, 2 insulin, 3 rhythm,
        # 4 dialysis, 5 body mass
        self._kind = np.zeros(len(code), dtype=np.int64)
        names = catalog.diagnosis_codes
        for prefix, kind in (("E11", 1), ("E10", 2), ("I48", 3), ("N18.6", 4), ("E66", 5)):
            self._kind[[n for n, name in enumerate(names) if name.startswith(prefix)]] = kind
        self._body_mass = np.full(len(code), NONE, dtype=np.int64)
        for obesity, index in _BODY_MASS.items():
            self._body_mass[code[obesity]] = code[index]

    def findings(self, encounters: Encounters, ward: Ints) -> tuple[Ints, Ints]:
        """Findings and complications of the given adult stays."""
        base, slope = _SEVERITY
        low, rise, most = _COMPLEXITY
        grave = base + slope * encounters.severity[ward]
        grave = grave * np.minimum(low + rise * encounters.complexity[ward], most)
        columns = np.arange(len(self._findings))
        uniform = self._draws.uniform("finding", encounters.key[ward][:, None], columns[None, :])
        row, finding = np.nonzero(uniform < self._chance * grave[:, None])
        return ward[row], self._findings[finding]

    def status(self, people: People, encounters: Encounters, ward: Ints) -> tuple[Ints, Ints]:
        """Status codes of the given adult stays; some are the patient's own for life."""
        found_row, found_code = [], []
        patient = people.id[encounters.person[ward]]
        for number, (name, chance, first_age, lasting) in enumerate(_STATUS):
            entity = patient if lasting else encounters.key[ward]
            has = self._draws.uniform("status", entity, number) < chance
            row = ward[has & (encounters.age[ward] >= first_age)]
            found_row.append(row)
            found_code.append(np.full(len(row), self._catalog.diagnosis[name]))
        return np.concatenate(found_row), np.concatenate(found_code)

    def following(
        self, people: People, encounters: Encounters, row: Ints, code: Ints
    ) -> tuple[Ints, Ints]:
        """Status codes that follow from coded conditions: drugs, dialysis, body mass."""
        catalog, draws = self._catalog, self._draws
        number = catalog.diagnosis
        kind = self._kind[code]
        which = np.flatnonzero(kind)
        row, code, kind = row[which], code[which], kind[which]
        drug = draws.uniform("diabetes drug", people.id[encounters.person[row]])
        thinner = draws.uniform("anticoagulant", encounters.key[row]) < _ANTICOAGULANT_SHARE
        adult = encounters.age[row] >= _BODY_MASS_AGE
        insulin = (kind == 2) | ((kind == 1) & (drug >= 1.0 - _INSULIN_SHARE))
        parts = (
            ((kind == 1) & (drug < _TABLETS_SHARE), number["Z79.84"]),
            (insulin, number["Z79.4"]),
            ((kind == 3) & thinner, number["Z79.01"]),
            (kind == 4, number["Z99.2"]),
        )
        rows = [row[has] for has, _ in parts]
        codes = [np.full(int(has.sum()), status) for has, status in parts]
        heavy = (kind == 5) & adult & (self._body_mass[code] != NONE)
        rows.append(row[heavy])
        codes.append(self._body_mass[code[heavy]])
        return np.concatenate(rows), np.concatenate(codes)

    def fresh(self, row: Ints, code: Ints) -> Bools:
        """Which codes stay: each once per encounter, and no finding beside another of its kind."""
        first = _first_of_each(row * len(self._category) + code)
        category = row * len(self._category) + self._category[code]
        finding = self._is_finding[code]
        principal = np.ones(len(row), dtype=bool)
        principal[1:] = row[1:] != row[:-1]
        place = np.flatnonzero(finding & ~principal)
        concerned = np.zeros(int(row.max(initial=-1)) + 1, dtype=bool)
        concerned[row[place]] = True
        other = np.flatnonzero((~finding | principal) & concerned[row])
        known = np.isin(category[place], category[other])
        first[place[known]] = False
        return first


def _first_of_each(values: Ints) -> Bools:
    order = np.argsort(values, kind="stable")
    fresh = np.ones(len(values), dtype=bool)
    ordered = values[order]
    fresh[order[1:]] = ordered[1:] != ordered[:-1]
    return fresh
