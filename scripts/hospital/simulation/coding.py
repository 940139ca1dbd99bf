"""Diagnosis codes of encounters: the principal first, then what belongs to it and what else is."""

from __future__ import annotations

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY, Calendar
from hospital.simulation.catalog import INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.courses import own_code
from hospital.simulation.encounters import Encounters
from hospital.simulation.findings import Finder
from hospital.simulation.marks import Marker
from hospital.simulation.maternity import BirthCoder
from hospital.simulation.population import People
from hospital.simulation.randomness import Bools, Draws, Ints
from hospital.simulation.visits import REPEATED

MAXIMUM_DIAGNOSES = 25  # UB-04 and CMS-1450: principal and 24 others
# chance that a condition present is coded, by setting (guidance: mean counts NAMCS, NEDS, NIS)
_CODED = np.array([0.36, 0.46, 0.92])

Rows = tuple[Ints, Ints]  # encounter position and diagnosis


class Coder:
    """Codes the encounters of one catalogue; holds its look-up tables."""

    def __init__(
        self, catalog: Catalog, calendar: Calendar, births: BirthCoder, draws: Draws
    ) -> None:
        """Prepare the tables once per process."""
        self._catalog, self._calendar, self._draws = catalog, calendar, draws
        self._births = births
        self._finder = Finder(catalog, draws)
        self._marker = Marker(catalog, draws)
        code = catalog.diagnosis
        # [has heart failure, has kidney disease, kidney stage 5] -> hypertension code
        table = np.full((2, 2, 2), code["I10"])
        table[1, 0] = code["I11.0"]
        table[0, 1] = [code["I12.9"], code["I12.0"]]
        table[1, 1] = code["I13.0"]
        self._hypertension = table
        self._late_stages = np.array([code["N18.5"], code["N18.6"]])
        self._crises = np.array([code["I16.0"], code["I16.1"]])
        number = catalog.problem
        self._infusion = number["planned_chemotherapy"]
        self._births_of = np.array([number[n] for n in ("vaginal_delivery", "cesarean_delivery")])

    def _own(self, people: People, encounters: Encounters, row: Ints, condition: Ints) -> Ints:
        """The code that the patient of each encounter carries for a condition at that time."""
        patient = people.id[encounters.person[row]]
        return own_code(
            self._catalog, self._draws, self._calendar, patient, condition, encounters.start[row]
        )

    def _coded(self, present: Bools, encounters: Encounters) -> tuple[Bools, Bools]:
        """Which conditions each patient holds, and which of them are coded beside the reason."""
        catalog, number = self._catalog, self._catalog.problem
        year = encounters.year.clip(0, present.shape[1] - 1)
        held = present[encounters.person, year]
        held[encounters.problem == number["newborn"]] = False
        row, condition = np.nonzero(held)
        age = encounters.age[row]
        right = (age >= catalog.first_age[condition]) & (age <= catalog.last_age[condition])
        held[row[~right], condition[~right]] = False
        row, condition = row[right], condition[right]
        chance = _CODED[encounters.setting[row]]
        chosen = self._draws.uniform("coded", encounters.key[row], condition) < chance
        coded = np.zeros(held.shape, dtype=bool)
        coded[row[chosen], condition[chosen]] = True
        return held, coded

    def _conditions(self, people: People, present: Bools, encounters: Encounters) -> Rows:
        """The code of each condition coded beside the reason.

        Changes `encounters.code` where another condition turns it into a combined code.
        """
        catalog, number = self._catalog, self._catalog.problem
        problem = encounters.problem
        pressure, heart, kidney, sugar = (
            number["hypertension"],
            number["heart_failure"],
            number["chronic_kidney_disease"],
            number["type_2_diabetes"],
        )
        held, coded = self._coded(present, encounters)
        crisis = np.isin(encounters.code, self._crises)
        coded[crisis, pressure] = True
        with_pressure = coded[:, pressure] | (problem == pressure)
        for other in (heart, kidney):
            coded[:, other] |= with_pressure & held[:, other]
        infused = problem == self._infusion
        for cancer in model.INFUSED_CANCERS:
            coded[:, number[cancer]] |= infused & held[:, number[cancer]]
        # the reason is no second diagnosis, but a crisis comes with the lasting hypertension
        acute_kidney = encounters.code == catalog.diagnosis["N17.9"]  # comes with the chronic stage
        coded[:, kidney] |= acute_kidney & held[:, kidney]
        named = np.flatnonzero(problem < catalog.condition_count)
        named = named[~(crisis | acute_kidney)[named]]
        coded[named, problem[named]] = False
        kidney_row = np.flatnonzero(with_pressure & held[:, kidney])
        stage = self._own(people, encounters, kidney_row, np.full(len(kidney_row), kidney))
        stage_5 = np.zeros(len(encounters), dtype=np.int64)
        stage_5[kidney_row] = np.isin(stage, self._late_stages)
        combined = self._hypertension[
            held[:, heart].astype(np.int64), held[:, kidney].astype(np.int64), stage_5
        ]
        # an essential hypertension that is the reason takes the combined code too
        essential = encounters.code == catalog.diagnosis["I10"]
        encounters.code[essential] = combined[essential]
        row, condition = np.nonzero(coded)
        code = self._own(people, encounters, row, condition)
        code = np.where(condition == pressure, combined[row], code)
        # diabetes with kidney disease is one code: second, or the reason itself in the clinic
        renal = coded[:, kidney] | np.isin(problem, [kidney, number["dialysis_care"]])
        reason = problem == sugar
        routine = renal & reason & (encounters.setting == OUTPATIENT)
        acute_too = renal & reason & ~routine
        code = np.where((condition == sugar) & renal[row], catalog.diagnosis["E11.22"], code)
        encounters.code[routine] = catalog.diagnosis["E11.22"]
        extra = np.flatnonzero(acute_too)
        row = np.concatenate([row, extra])
        code = np.concatenate([code, np.full(len(extra), catalog.diagnosis["E11.22"])])
        return row, code

    def _belonging(self, encounters: Encounters) -> list[Rows]:
        """What belongs to the reason: sources, causes, outcomes, weeks."""
        found = []
        draws = self._draws
        first_care = encounters.reason != REPEATED  # causes belong to first care
        for slot, (options, count, probability) in enumerate(self._catalog.also):
            chance = probability[encounters.problem]
            row = np.flatnonzero((chance > 0) & first_care)
            key, problem = encounters.origin[row], encounters.problem[row]
            added = draws.uniform("also", key, slot) < chance[row]
            row, key, problem = row[added], key[added], problem[added]
            uniform = draws.uniform("also which", key, slot)
            code = options[problem, (uniform * count[problem]).astype(np.int64)]
            # a source of sepsis has a side as everything has; an episode keeps it
            side = self._catalog.side[code]
            turned = (side != NONE) & (side != draws.integers("side", key, 2))
            found.append((row, np.where(turned, self._catalog.mirror[code], code)))
        newborn = encounters.problem == self._catalog.problem["newborn"]
        carried = np.flatnonzero((encounters.week > 0) & ~newborn)
        week = self._births.week_code[encounters.week[carried]]
        found.append((carried[week != NONE], week[week != NONE]))
        child = np.flatnonzero(newborn)
        for column in self._births.children(encounters.key[child], encounters.week[child]):
            found.append((child[column != NONE], column[column != NONE]))
        return found

    def code(
        self, people: People, present: Bools, encounters: Encounters
    ) -> tuple[Ints, Ints, Ints]:
        """Encounter position, diagnosis and sequence of every coded diagnosis.

        Changes `encounters.code` where another condition turns it into a combined code.
        """
        catalog = self._catalog
        since = self._marker.since(people, encounters)
        marks = self._marker.marks(since, encounters)
        conditions = self._conditions(people, present, encounters)
        belonging = self._belonging(encounters)
        everyone = np.arange(len(encounters))
        births = np.isin(encounters.problem, self._births_of)
        ward = np.flatnonzero((encounters.setting == INPATIENT) & (encounters.age >= 18) & ~births)
        parts = [
            (0, (everyone, encounters.code)),
            *((1, part) for part in belonging),
            (2, conditions),
            (3, self._finder.findings(encounters, ward)),
            (4, marks),
            (5, self._finder.status(people, encounters, ward)),
        ]
        row = np.concatenate([part[0] for _, part in parts])
        code = np.concatenate([part[1] for _, part in parts])
        rank = np.repeat([rank for rank, _ in parts], [len(part[0]) for _, part in parts])
        code = self._marker.after_replacement(people, since, encounters, row, code)
        extra = self._finder.following(people, encounters, row, code)
        row = np.concatenate([row, extra[0]])
        code = np.concatenate([code, extra[1]])
        # what follows from a condition stands with the conditions: the last are cut off
        rank = np.concatenate([rank, np.full(len(extra[0]), 2)])
        order = np.argsort(row * 8 + rank, kind="stable")
        row, code = row[order], code[order]
        for new, first_day, old in catalog.successions:
            dated = (code == new) & (encounters.start[row] < first_day * DAY)
            code = np.where(dated, old, code)
        fresh = self._finder.fresh(row, code)
        row, code = row[fresh], code[fresh]
        sequence = np.arange(len(row)) - np.searchsorted(row, row) + 1
        # a woman in labour has no outcome yet
        short = (sequence <= MAXIMUM_DIAGNOSES) & (encounters.known_at[row] < self._calendar.end)
        return row[short], code[short], sequence[short]
