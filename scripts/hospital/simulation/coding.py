"""Diagnosis codes of encounters: the principal first, then what belongs to it and what else is."""

from __future__ import annotations

import numpy as np

from hospital.simulation.calendar import DAY
from hospital.simulation.catalog import INPATIENT, NONE, OUTPATIENT, Catalog
from hospital.simulation.encounters import Encounters
from hospital.simulation.population import People
from hospital.simulation.randomness import Bools, Draws, Ints

MAXIMUM_DIAGNOSES = 25  # UB-04 and CMS-1450: principal and 24 others
# chance that a condition present is coded, by setting (guidance: mean counts NAMCS, NEDS, NIS)
_CODED = np.array([0.26, 0.42, 0.92])
# findings and complications coded in adult stays, with their chance (guidance, HCUP NIS pattern)
_FINDINGS = {
    "N17.9": 0.13, "D64.9": 0.15, "D62": 0.10, "J96.01": 0.09, "K59.00": 0.14, "N39.0": 0.07,
    "R33.9": 0.05, "R11.2": 0.08, "R42": 0.05, "E66.9": 0.05, "K21.9": 0.12, "F17.210": 0.07,
    "R06.02": 0.07, "G62.9": 0.06,
}  # fmt: skip
_BODY_MASS = {
    "E66.9": "Z68.30", "E66.811": "Z68.30", "E66.812": "Z68.35", "E66.813": "Z68.41",
    "E66.01": "Z68.41",
}  # fmt: skip
_BODY_MASS_AGE = 20


class Coder:
    """Codes the encounters of one catalogue; holds its look-up tables."""

    def __init__(self, catalog: Catalog, draws: Draws) -> None:
        """Prepare the tables once per process."""
        self._catalog, self._draws = catalog, draws
        code = catalog.diagnosis
        # [has heart failure, has kidney disease, kidney stage 5] -> hypertension code
        table = np.full((2, 2, 2), code["I10"])
        table[1, 0] = code["I11.0"]
        table[0, 1] = [code["I12.9"], code["I12.0"]]
        table[1, 1] = code["I13.0"]
        self._hypertension = table
        self._late_stages = np.array([code["N18.5"], code["N18.6"]])
        self._findings = np.array([code[name] for name in _FINDINGS])
        self._finding_chance = np.array(list(_FINDINGS.values()))
        self._body_mass = np.full(len(code), NONE, dtype=np.int64)
        for obesity, index in _BODY_MASS.items():
            self._body_mass[code[obesity]] = code[index]
        self._crises = np.array([code["I16.0"], code["I16.1"]])

    def own_codes(self, people: People) -> Ints:
        """The code each patient carries for each condition, [patient, condition]."""
        catalog = self._catalog
        count = catalog.condition_count
        condition = np.tile(np.arange(count), len(people))
        patient = np.repeat(people.id, count)
        uniform = self._draws.uniform("own code", patient, condition)
        return catalog.codes.draw(condition * 3 + OUTPATIENT, uniform).reshape(-1, count)

    def _conditions(self, people: People, present: Bools, encounters: Encounters) -> Ints:
        catalog, draws = self._catalog, self._draws
        number, person = catalog.problem, encounters.person
        count = catalog.condition_count
        columns = np.arange(count)
        held = present[person, encounters.year.clip(0, present.shape[1] - 1)]
        held &= encounters.age[:, None] >= catalog.first_age[None, :count]
        held &= encounters.age[:, None] <= catalog.last_age[None, :count]
        held &= (encounters.problem != number["newborn"])[:, None]
        chance = _CODED[encounters.setting]
        coded = held & (
            draws.uniform("coded", encounters.key[:, None], columns[None, :]) < chance[:, None]
        )
        pressure, heart, kidney = (
            number["hypertension"],
            number["heart_failure"],
            number["chronic_kidney_disease"],
        )
        crisis = np.isin(encounters.code, self._crises)
        named = encounters.problem[:, None] == columns[None, :]
        named[crisis, pressure] = False
        coded[crisis, pressure] = True
        with_pressure = coded[:, pressure] | (encounters.problem == pressure)
        for other in (heart, kidney):
            coded[:, other] |= with_pressure & held[:, other]
        own = self.own_codes(people)[person]
        stage_5 = np.isin(own[:, kidney], self._late_stages)
        own[:, pressure] = self._hypertension[
            held[:, heart].astype(int), held[:, kidney].astype(int), stage_5.astype(int)
        ]
        sugar = number["type_2_diabetes"]
        own[:, sugar] = np.where(
            held[:, kidney] & coded[:, kidney], catalog.diagnosis["E11.22"], own[:, sugar]
        )
        # an essential hypertension that is the reason takes the combined code too
        essential = encounters.code == catalog.diagnosis["I10"]
        encounters.code[essential] = own[essential, pressure]
        return np.asarray(np.where(coded & ~named, own, NONE))

    def _status(self, encounters: Encounters, conditions: Ints, patient: Ints) -> list[Ints]:
        """Status codes that follow from coded conditions: drugs, dialysis, body mass."""
        catalog, draws = self._catalog, self._draws
        code, number = catalog.diagnosis, catalog.problem
        sugar = conditions[:, number["type_2_diabetes"]] != NONE
        sugar |= encounters.problem == number["type_2_diabetes"]
        first_type = conditions[:, number["type_1_diabetes"]] != NONE
        drug = draws.uniform("diabetes drug", patient)
        tablets = np.where(sugar & (drug < 0.6), code["Z79.84"], NONE)
        insulin = np.where((sugar & (drug > 0.72)) | first_type, code["Z79.4"], NONE)
        rhythm = conditions[:, number["atrial_fibrillation"]] != NONE
        thinner = draws.uniform("anticoagulant", encounters.key) < 0.7
        anticoagulant = np.where(rhythm & thinner, code["Z79.01"], NONE)
        kidney = conditions[:, number["chronic_kidney_disease"]]
        dialysis = np.where(
            (kidney == code["N18.6"]) | (encounters.code == code["N18.6"]), code["Z99.2"], NONE
        )
        weight = conditions[:, number["obesity"]]
        heavy = np.where(encounters.problem == number["obesity"], encounters.code, weight)
        mass = np.where(
            (heavy != NONE) & (encounters.age >= _BODY_MASS_AGE),
            self._body_mass[heavy.clip(0)],
            NONE,
        )
        return [tablets, insulin, anticoagulant, dialysis, mass]

    def _belonging(self, encounters: Encounters) -> list[Ints]:
        columns = []
        draws = self._draws
        for slot, (options, count, probability) in enumerate(self._catalog.also):
            problem = encounters.problem
            chance = probability[problem]
            added = draws.uniform("also", encounters.key, slot) < chance
            uniform = draws.uniform("also which", encounters.key, slot)
            choice = (uniform * count[problem]).astype(np.int64)
            columns.append(np.where(added, options[problem, choice], NONE))
        return columns

    def code(
        self, people: People, present: Bools, encounters: Encounters
    ) -> tuple[Ints, Ints, Ints]:
        """Encounter position, diagnosis and sequence of every coded diagnosis.

        Changes `encounters.code` where another condition turns it into a combined code.
        """
        catalog, draws = self._catalog, self._draws
        conditions = self._conditions(people, present, encounters)
        status = self._status(encounters, conditions, people.id[encounters.person])
        adult_stay = (encounters.setting == INPATIENT) & (encounters.age >= 18)
        maternity = (encounters.problem == catalog.problem["vaginal_delivery"]) | (
            encounters.problem == catalog.problem["cesarean_delivery"]
        )
        found = draws.uniform(
            "finding", encounters.key[:, None], np.arange(len(self._findings))[None, :]
        )
        findings = np.where(
            (adult_stay & ~maternity)[:, None] & (found < self._finding_chance),
            self._findings,
            NONE,
        )
        belonging = self._belonging(encounters)
        matrix = np.concatenate(
            [
                encounters.code[:, None],
                np.stack([*belonging, *status], axis=1),
                conditions,
                findings,
            ],
            axis=1,
        )
        row, column = np.nonzero(matrix != NONE)
        code = matrix[row, column]
        for new, first_day, old in catalog.successions:
            dated = (code == new) & (encounters.start[row] < first_day * DAY)
            code = np.where(dated, old, code)
        fresh = _first_of_each(row * len(catalog.diagnosis_codes) + code)
        row, code = row[fresh], code[fresh]
        sequence = np.arange(len(row)) - np.searchsorted(row, row) + 1
        short = sequence <= MAXIMUM_DIAGNOSES
        return row[short], code[short], sequence[short]


def _first_of_each(values: Ints) -> Bools:
    order = np.argsort(values, kind="stable")
    fresh = np.ones(len(values), dtype=bool)
    ordered = values[order]
    fresh[order[1:]] = ordered[1:] != ordered[:-1]
    return fresh
