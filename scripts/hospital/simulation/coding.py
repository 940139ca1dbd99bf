"""Diagnosis codes of encounters: the principal first, then what belongs to it and what else is."""

from __future__ import annotations

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY
from hospital.simulation.catalog import INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.clinic import REPEATED
from hospital.simulation.courses import own_code
from hospital.simulation.encounters import Encounters
from hospital.simulation.population import People
from hospital.simulation.randomness import Bools, Draws, Ints

MAXIMUM_DIAGNOSES = 25  # UB-04 and CMS-1450: principal and 24 others
# chance that a condition present is coded, by setting (guidance: mean counts NAMCS, NEDS, NIS)
_CODED = np.array([0.26, 0.42, 0.92])
# findings and complications coded in adult stays, with their chance (guidance, HCUP NIS pattern)
_FINDINGS = {
    "N17.9": 0.20, "D64.9": 0.24, "D62": 0.16, "J96.01": 0.14, "K59.00": 0.24, "N39.0": 0.12,
    "R33.9": 0.09, "R11.2": 0.12, "R42": 0.08, "K21.9": 0.20, "F17.210": 0.12, "R06.02": 0.08,
    "G62.9": 0.10, "Z79.01": 0.12, "R50.9": 0.08, "K57.30": 0.06, "E03.9": 0.08,
    "E78.5": 0.15, "F41.9": 0.08, "F32.A": 0.06, "G47.33": 0.08, "M19.90": 0.10, "E66.9": 0.10,
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
        categories = sorted({name[:3] for name in catalog.diagnosis_codes})
        # [diagnosis] number of the three-character category
        self._category = np.array([categories.index(n[:3]) for n in catalog.diagnosis_codes])
        self._crises = np.array([code["I16.0"], code["I16.1"]])

    def own_codes(self, people: People) -> Ints:
        """The code each patient carries for each condition, [patient, condition]."""
        catalog = self._catalog
        count = catalog.condition_count
        condition = np.tile(np.arange(count), len(people))
        patient = np.repeat(people.id, count)
        return own_code(catalog, self._draws, patient, condition).reshape(-1, count)

    def _conditions(self, people: People, present: Bools, encounters: Encounters) -> Ints:
        """The code of each condition coded beside the reason, [encounter, condition]."""
        catalog, draws = self._catalog, self._draws
        number, person = catalog.problem, encounters.person
        count = catalog.condition_count
        pressure, heart, kidney, sugar = (
            number["hypertension"],
            number["heart_failure"],
            number["chronic_kidney_disease"],
            number["type_2_diabetes"],
        )
        held = present[person, encounters.year.clip(0, present.shape[1] - 1)]
        held[encounters.problem == number["newborn"]] = False
        row, condition = np.nonzero(held)
        age = encounters.age[row]
        right = (age >= catalog.first_age[condition]) & (age <= catalog.last_age[condition])
        held[row[~right], condition[~right]] = False
        row, condition = row[right], condition[right]
        chance = _CODED[encounters.setting[row]]
        chosen = draws.uniform("coded", encounters.key[row], condition) < chance
        coded = np.zeros(held.shape, dtype=bool)
        coded[row[chosen], condition[chosen]] = True
        named = np.flatnonzero(encounters.problem < count)
        crisis = np.isin(encounters.code, self._crises)
        coded[crisis, pressure] = True
        with_pressure = coded[:, pressure] | (encounters.problem == pressure)
        for other in (heart, kidney):
            coded[:, other] |= with_pressure & held[:, other]
        infused = encounters.problem == number["planned_chemotherapy"]
        for cancer in model.INFUSED_CANCERS:
            coded[:, number[cancer]] |= infused & held[:, number[cancer]]
        # the reason is no second diagnosis, but a crisis comes with the lasting hypertension
        acute_kidney = encounters.code == catalog.diagnosis["N17.9"]  # comes with the chronic stage
        coded[:, kidney] |= acute_kidney & held[:, kidney]
        named = named[~(crisis | acute_kidney)[named]]
        coded[named, encounters.problem[named]] = False
        own = self.own_codes(people)
        stage_5 = np.isin(own[person, kidney], self._late_stages)
        combined = self._hypertension[
            held[:, heart].astype(int), held[:, kidney].astype(int), stage_5.astype(int)
        ]
        # an essential hypertension that is the reason takes the combined code too
        essential = encounters.code == catalog.diagnosis["I10"]
        encounters.code[essential] = combined[essential]
        codes = np.full(held.shape, NONE, dtype=np.int64)
        row, condition = np.nonzero(coded)
        codes[row, condition] = own[person[row], condition]
        codes[:, pressure] = np.where(coded[:, pressure], combined, NONE)
        # diabetes with kidney disease is one code: second, or the reason itself in the clinic
        renal = coded[:, kidney] | np.isin(encounters.problem, [kidney, number["dialysis_care"]])
        reason = encounters.problem == sugar
        routine = renal & reason & (encounters.setting == OUTPATIENT)
        nephropathy = renal & (coded[:, sugar] | (reason & ~routine))
        codes[nephropathy, sugar] = catalog.diagnosis["E11.22"]
        encounters.code[routine] = catalog.diagnosis["E11.22"]
        return codes

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
            added &= encounters.reason != REPEATED  # causes belong to first care
            uniform = draws.uniform("also which", encounters.key, slot)
            choice = (uniform * count[problem]).astype(np.int64)
            columns.append(np.where(added, options[problem, choice], NONE))
        return columns

    def _adult_findings(self, encounters: Encounters) -> tuple[Ints, Ints]:
        """Findings and complications of adult stays other than births: encounter, code."""
        births = [self._catalog.problem[n] for n in ("vaginal_delivery", "cesarean_delivery")]
        adult_stay = (encounters.setting == INPATIENT) & (encounters.age >= 18)
        which = np.flatnonzero(adult_stay & ~np.isin(encounters.problem, births))
        columns = np.arange(len(self._findings))
        uniform = self._draws.uniform("finding", encounters.key[which][:, None], columns[None, :])
        row, finding = np.nonzero(uniform < self._finding_chance)
        return which[row], self._findings[finding]

    def code(
        self, people: People, present: Bools, encounters: Encounters
    ) -> tuple[Ints, Ints, Ints]:
        """Encounter position, diagnosis and sequence of every coded diagnosis.

        Changes `encounters.code` where another condition turns it into a combined code.
        """
        catalog = self._catalog
        conditions = self._conditions(people, present, encounters)
        status = self._status(encounters, conditions, people.id[encounters.person])
        columns = [encounters.code, *self._belonging(encounters), *status]
        matrix = np.concatenate([np.stack(columns, axis=1), conditions], axis=1)
        row, position = np.nonzero(matrix != NONE)
        code = matrix[row, position]
        found_at, finding = self._adult_findings(encounters)
        known = np.isin(
            found_at * len(self._category) + self._category[finding],
            row * len(self._category) + self._category[code],
        )
        found_at, finding = found_at[~known], finding[~known]
        order = np.argsort(np.concatenate([row, found_at]), kind="stable")
        row = np.concatenate([row, found_at])[order]
        code = np.concatenate([code, finding])[order]
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
