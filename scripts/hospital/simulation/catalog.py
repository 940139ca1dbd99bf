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
from hospital.simulation.randomness import Bools, Floats, Ints

OUTPATIENT, EMERGENCY, INPATIENT = 0, 1, 2
SETTINGS = ("op", "ed", "ip")
AGE_BANDS = (0, 1, 5, 18, 45, 65, 75, 85)  # first completed year of each band
SEASONS = ("even", "winter", "influenza", "summer", "autumn", "mild_winter", "births")
# emergency and direct rates at 75-84 and 85+ relative to 75+ (HCUP SB 165 pattern)
_OLDEST_FACTORS = np.array([0.90, 2.2])
_MINOR_ADMISSION = 0.25
_FALLBACK = {"op": ("op", "ed", "ip"), "ed": ("ed", "op", "ip"), "ip": ("ip", "ed", "op")}
# weakness of one side comes from a stroke on the other; by description these have no twin
_CROSSED = (("I69.351", "I69.354"), ("I69.354", "I69.351"))
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


def _age_bound(problems: list[dict[str, Any]], end: int, default: int) -> Ints:
    return np.array([problem.get("ages", (default,) * 2)[end] for problem in problems])


def _rates(problems: list[dict[str, Any]]) -> Floats:
    """Rates by kind, problem, sex and band; the files give 75+, which is split at 85."""
    rates = np.zeros((3, len(problems), 2, len(AGE_BANDS)))
    for number, problem in enumerate(problems):
        share = problem.get("female", 0.5)
        for kind, name in enumerate(("clinic", "emergency", "direct")):
            given = np.array(problem.get(name, (0,) * (len(AGE_BANDS) - 1))) / 1000.0
            per_band = np.append(given, given[-1])
            if name != "clinic":
                per_band[-2:] *= _OLDEST_FACTORS
            rates[kind, number, 0] = per_band * 2 * share
            rates[kind, number, 1] = per_band * 2 * (1 - share)
        only = problem.get("sex")
        if only:
            rates[:, number, 1 if only == "F" else 0] = 0
    return rates


def _slots(
    problems: list[dict[str, Any]], procedure: dict[str, int], codes: tuple[str, ...]
) -> tuple[Ints, Floats, Ints, Bools]:
    prefixes = [""]
    parsed: dict[tuple[int, int], list[tuple[int, float, int]]] = {}
    for number, problem in enumerate(problems):
        for setting, name in enumerate(SETTINGS):
            for item, probability in weighted(problem.get("procedures", {}).get(name, "")):
                code, _, prefix = item.partition("@")
                if prefix not in prefixes:
                    prefixes.append(prefix)
                slot = (procedure[code], probability, prefixes.index(prefix))
                parsed.setdefault((number, setting), []).append(slot)
    width = max(len(slots) for slots in parsed.values())
    shape = (len(problems), len(SETTINGS), width)
    ids, probability_of = np.full(shape, NONE, dtype=np.int64), np.zeros(shape)
    prefix_of = np.zeros(shape, dtype=np.int64)
    for (number, setting), slots in parsed.items():
        for position, (code_number, probability, prefix_number) in enumerate(slots):
            ids[number, setting, position] = code_number
            probability_of[number, setting, position] = probability
            prefix_of[number, setting, position] = prefix_number
    matches = np.array([[code.startswith(prefix) for code in codes] for prefix in prefixes])
    return ids, probability_of, prefix_of, matches


def _also(
    problems: list[dict[str, Any]], diagnosis: dict[str, int]
) -> tuple[tuple[Ints, Ints, Floats], ...]:
    parsed = [weighted(problem.get("also", "")) for problem in problems]
    slots = []
    for position in range(max(len(row) for row in parsed)):
        options = np.full((len(problems), 4), NONE, dtype=np.int64)
        count = np.ones(len(problems), dtype=np.int64)
        probability = np.zeros(len(problems))
        for number, row in enumerate(parsed):
            if position < len(row):
                alternatives = row[position][0].split("|")
                options[number, : len(alternatives)] = [diagnosis[code] for code in alternatives]
                count[number] = len(alternatives)
                probability[number] = row[position][1]
        slots.append((options, count, probability))
    return tuple(slots)


def _sides(descriptions: list[str], diagnosis: dict[str, int]) -> tuple[Ints, Ints]:
    """The side each code names, and the code of the other side, as the descriptions have them."""
    side = np.full(len(descriptions), NONE, dtype=np.int64)
    mirror = np.arange(len(descriptions))
    number_of = {text: number for number, text in enumerate(descriptions)}
    for text, number in number_of.items():
        for here, there, which in (("right", "left", 0), ("left", "right", 1)):
            words = [there if word == here else word for word in text.split(" ")]
            twin = number_of.get(" ".join(words))
            if twin is not None and twin != number:
                side[number], mirror[number] = which, twin
    for lesion, (code, other) in enumerate(_CROSSED):
        side[diagnosis[code]], mirror[diagnosis[code]] = 1 - lesion, diagnosis[other]
    return side, mirror


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

    slot_ids, slot_probability, slot_prefix, matches = _slots(problems, procedure, codes)
    side, mirror = _sides([row["icd10_description"] for row in diagnosis_rows], diagnosis)
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
        first_age=_age_bound(problems, 0, 0),
        last_age=np.array([p.get("ages", (0, 130))[1] for p in problems]),
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
        also=_also(problems, diagnosis),
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
        rates=_rates(problems),
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
