"""Reading the problems of the data folder into arrays; numbers as in the catalogue."""

from __future__ import annotations

from typing import Any

import numpy as np

from hospital.simulation.choices import NONE, weighted
from hospital.simulation.randomness import Bools, Floats, Ints

SETTINGS = ("op", "ed", "ip")
AGE_BANDS = (0, 1, 5, 18, 45, 65, 75, 85)  # first completed year of each band
# emergency and direct rates at 75-84 and 85+ relative to 75+ (HCUP SB 165 pattern)
_OLDEST_FACTORS = np.array([0.90, 2.3])
# weakness of one side comes from a stroke on the other; by description these have no twin
_CROSSED = (("I69.351", "I69.354"), ("I69.354", "I69.351"))


def age_bound_of(problems: list[dict[str, Any]], end: int, default: int) -> Ints:
    """First (end 0) or last (end 1) age of each problem, `default` where none is given."""
    return np.array([problem.get("ages", (default,) * 2)[end] for problem in problems])


def rates_of(problems: list[dict[str, Any]]) -> Floats:
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


def slots_of(
    problems: list[dict[str, Any]], procedure: dict[str, int], codes: tuple[str, ...]
) -> tuple[Ints, Floats, Ints, Bools]:
    """Procedure slots by problem and setting, their chances, prefixes, and what these match."""
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


def also_of(
    problems: list[dict[str, Any]], diagnosis: dict[str, int]
) -> tuple[tuple[Ints, Ints, Floats], ...]:
    """Slots of accompanying codes: options [problem, n], how many, and their chance."""
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


def sides_of(descriptions: list[str], diagnosis: dict[str, int]) -> tuple[Ints, Ints]:
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
