"""The clinical catalogue: codes, services and problems of the data folder, as arrays.

A problem is a reason for care. Conditions are problems that a patient has for life; the others are
episodes. Everything is addressed by position: `problem`, `service`, `diagnosis` and `procedure`
numbers start at 0 here; a database id is the number plus one.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from hospital.simulation.choices import NONE, Choice, weighted
from hospital.simulation.problems import (
    SETTINGS,
    age_bound_of,
    also_of,
    rates_of,
    sides_of,
    slots_of,
)
from hospital.simulation.randomness import Bools, Floats, Ints

OUTPATIENT, EMERGENCY, INPATIENT = 0, 1, 2
SEASONS = ("even", "winter", "influenza", "summer", "autumn", "mild_winter", "deaths", "births")
_MINOR_ADMISSION = 0.25
_FALLBACK = {"op": ("op", "ed", "ip"), "ed": ("ed", "op", "ip"), "ip": ("ip", "ed", "op")}
_DEFAULT_RETURN = (
    "self:5 sepsis:1.1 pneumonia:0.35 urinary_tract_infection:0.5 acute_kidney_injury:0.6 "
    "gastrointestinal_bleed:0.5 shortness_of_breath:0.5"
)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("hospital.simulation.data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _tables(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(
        files("hospital.simulation.data").joinpath(name).read_text(encoding="utf-8")
    )


@dataclass(frozen=True)
class Catalog:
    """All reference data of the simulation; see the module for the numbering."""

    diagnosis_codes: tuple[str, ...]
    diagnosis_descriptions: tuple[str, ...]
    diagnosis: dict[str, int]
    subsequent: Ints  # [diagnosis] the 7th-character-D form of a first-care code, or itself
    side: Ints  # [diagnosis] 0 right, 1 left, NONE
    mirror: Ints  # [diagnosis] the same on the other side, or itself
    is_history: Bools  # [diagnosis] a disease that is over
    procedure_codes: tuple[str, ...]
    procedure_descriptions: tuple[str, ...]
    procedure: dict[str, int]
    charges: Ints  # [procedure] list price in cents
    successions: tuple[tuple[int, int, int], ...]  # (new diagnosis, first epoch day, old diagnosis)
    service_names: tuple[str, ...]
    service: dict[str, int]
    specialties: tuple[str, ...]
    departments: tuple[str, ...]
    service_specialty: Ints
    service_department: Ints
    service_providers: Ints
    problem_names: tuple[str, ...]
    problem: dict[str, int]
    condition_count: int  # problems 0 .. condition_count - 1 are conditions
    sex: Ints  # [problem] -1 both, 0 women, 1 men
    first_age: Ints
    last_age: Ints
    first_day: Ints  # [problem] epoch day before which it did not exist
    season: Ints
    admit: Floats
    stay_days: Floats
    stay_death: Floats
    stay_readmit: Floats
    stay_need: Floats  # how far the usual discharge is shifted to care after the hospital
    stay_leaves: Floats  # multiplier of the chance of leaving against advice
    stay_sent_on: Floats  # share sent on to another hospital
    stay_home: Bools  # births: everybody goes home
    elective: Floats  # share of direct admissions that are planned
    planned_as: Ints  # [problem] problem of a planned return, or NONE
    planned_share: Floats
    minor: Bools  # emergencies of which few are admitted: some patients come often
    acuity: Ints  # 0 minor, 1 middling, 2 grave: the level of an emergency visit
    clinic_services: Choice
    ward_services: Choice
    codes: Choice  # row: problem * 3 + setting
    has_code: Bools  # [problem, setting] a code is given for that very setting
    returns_as: Choice
    also: tuple[tuple[Ints, Ints, Floats], ...]  # slots: options [problem, n], count, probability
    slot_procedure: Ints  # [problem, setting, slot]
    slot_probability: Floats
    slot_prefix: Ints  # row of prefix_matches that the principal code must satisfy
    prefix_matches: Bools  # [prefix, diagnosis]
    apart: Ints  # days between two visits for it, at least
    follow_visits: Floats
    follow_subsequent: Bools
    follow_services: Choice
    rates: Floats  # [kind, problem, sex, band] episodes per person-year; kind clinic, er, direct
    condition_rates: Floats  # [kind, condition] events per holder-year
    prevalence: Floats  # [condition, sex, knot] share diagnosed
    complexity: Floats  # [condition] weight in the patient's complexity
    progress: Floats  # [problem] how fast a holder moves along the ordered codes, per year
    keeps_code: Bools  # [problem] stays and emergency visits are for the holder's own code
    factors: tuple[str, ...]
    condition_factor: Ints  # [condition] number in factors or -1
    # code and label of one's own codes, which no simulated event uses
    further_diagnoses: tuple[tuple[str, str], ...] = ()
    further_procedures: tuple[tuple[str, str], ...] = ()


@cache
def load_catalog() -> Catalog:
    """Read the data folder once per process."""
    diagnosis_rows = _rows("diagnoses.csv")
    codes = tuple(row["icd10_code"] for row in diagnosis_rows)
    diagnosis = {code: number for number, code in enumerate(codes)}
    procedure_rows = _rows("procedures.csv")
    procedure = {row["cpt_code"]: number for number, row in enumerate(procedure_rows)}
    service_rows = _rows("services.csv")
    service = {row["service"]: number for number, row in enumerate(service_rows)}
    specialties = tuple(dict.fromkeys(row["specialty"] for row in service_rows))
    departments = tuple(dict.fromkeys(row["department"] for row in service_rows))
    conditions = _tables("conditions.toml")
    named = {**conditions, **_tables("episodes.toml")}
    problems = list(named.values())
    problem = {name: number for number, name in enumerate(named)}
    condition_list = list(conditions.values())
    factors = tuple(dict.fromkeys(c["factor"] for c in condition_list if "factor" in c))

    def code_options(given: dict[str, str], setting: str) -> list[tuple[int, float]]:
        text = next(given[name] for name in _FALLBACK[setting] if name in given)
        return [(diagnosis[code], weight) for code, weight in weighted(text)]

    def returns(number: int) -> list[tuple[int, float]]:
        text = problems[number].get("returns_as", _DEFAULT_RETURN)
        return [
            (number if name == "self" else problem[name], weight) for name, weight in weighted(text)
        ]

    slot_ids, slot_probability, slot_prefix, matches = slots_of(problems, procedure, codes)
    side, mirror = sides_of([row["icd10_description"] for row in diagnosis_rows], diagnosis)
    follow = [p.get("follow", {}) for p in problems]
    stay = [p.get("stay", {}) for p in problems]
    sexes = {None: -1, "F": 0, "M": 1}
    return Catalog(
        diagnosis_codes=codes,
        diagnosis_descriptions=tuple(row["icd10_description"] for row in diagnosis_rows),
        diagnosis=diagnosis,
        subsequent=np.array([diagnosis.get(code[:-1] + "D", n) for n, code in enumerate(codes)]),
        side=side,
        mirror=mirror,
        is_history=np.array([code.startswith("Z8") for code in codes]),
        procedure_codes=tuple(procedure),
        procedure_descriptions=tuple(row["cpt_description"] for row in procedure_rows),
        procedure=procedure,
        charges=np.array([int(row["charge_usd"]) * 100 for row in procedure_rows]),
        successions=tuple(
            (
                diagnosis[row["icd10_code"]],
                (date.fromisoformat(row["valid_from"]) - date(1970, 1, 1)).days,
                diagnosis[row["predecessor"]],
            )
            for row in _rows("diagnosis_successions.csv")
        ),
        service_names=tuple(service),
        service=service,
        specialties=specialties,
        departments=departments,
        service_specialty=np.array([specialties.index(row["specialty"]) for row in service_rows]),
        service_department=np.array([departments.index(row["department"]) for row in service_rows]),
        service_providers=np.array([int(row["providers"]) for row in service_rows]),
        problem_names=tuple(named),
        problem=problem,
        condition_count=len(conditions),
        sex=np.array([sexes[p.get("sex")] for p in problems]),
        first_age=age_bound_of(problems, 0, 0),
        last_age=np.array([p.get("ages", (0, 130))[1] for p in problems]),
        first_day=np.array([(p.get("since", date.min) - date(1970, 1, 1)).days for p in problems]),
        season=np.array([SEASONS.index(p.get("season", "even")) for p in problems]),
        admit=np.array([p.get("admit", 0.0) for p in problems]),
        stay_days=np.array([s.get("days", 3.0) for s in stay]),
        stay_death=np.array([s.get("death", 0.002) for s in stay]),
        stay_readmit=np.array([s.get("readmit", 0.1) for s in stay]),
        stay_need=np.array([s.get("need", 0.0) for s in stay]),
        stay_leaves=np.array([s.get("leaves", 1.0) for s in stay]),
        stay_sent_on=np.array([s.get("sent_on", 0.012) for s in stay]),
        stay_home=np.array([s.get("home", False) for s in stay]),
        elective=np.array([p.get("elective", 0.0) for p in problems]),
        planned_as=np.array([problem.get(p.get("planned", ""), NONE) for p in problems]),
        planned_share=np.array([s.get("planned", 0.0) for s in stay]),
        minor=np.array([p.get("admit", 0.0) < _MINOR_ADMISSION for p in problems]),
        acuity=np.array([p.get("acuity", 1) for p in problems]),
        clinic_services=Choice.of(
            [[(service[n], w) for n, w in weighted(p["service"])] for p in problems]
        ),
        ward_services=Choice.of(
            [
                [(service[n], w) for n, w in weighted(p.get("inpatient", "hospital_medicine"))]
                for p in problems
            ]
        ),
        codes=Choice.of([code_options(p["codes"], s) for p in problems for s in SETTINGS]),
        has_code=np.array([[s in p["codes"] for s in SETTINGS] for p in problems]),
        returns_as=Choice.of([returns(number) for number in range(len(problems))]),
        also=also_of(problems, diagnosis),
        slot_procedure=slot_ids,
        slot_probability=slot_probability,
        slot_prefix=slot_prefix,
        prefix_matches=matches,
        apart=np.array([p.get("apart", 0) for p in problems]),
        follow_visits=np.array([f.get("visits", 0.0) for f in follow]),
        follow_subsequent=np.array([f.get("suffix") == "D" for f in follow]),
        follow_services=Choice.of(
            [
                [(service[n], w) for n, w in weighted(f.get("service", p["service"]))]
                for f, p in zip(follow, problems, strict=True)
            ]
        ),
        rates=rates_of(problems),
        condition_rates=np.array(
            [
                [c.get(name, 0.0) for c in condition_list]
                for name in ("follow_ups", "emergencies", "admissions")
            ]
        ),
        prevalence=np.array(
            [[c["prevalence_female"], c["prevalence_male"]] for c in condition_list]
        )
        / 100.0,
        complexity=np.array([c.get("weight", 0.0) for c in condition_list]),
        progress=np.array([p.get("progress", 0.0) for p in problems]),
        keeps_code=np.array([p.get("keeps_code", False) for p in problems]),
        factors=factors,
        condition_factor=np.array(
            [factors.index(c["factor"]) if "factor" in c else -1 for c in condition_list]
        ),
    )
