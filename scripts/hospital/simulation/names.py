"""Word lists for names and addresses: Faker's, in its own order; cities of one region."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow as pa

from hospital.simulation.randomness import Floats, cumulative_shares

STATE = "OH"
EMAIL_DOMAINS = ("example.com", "example.org", "example.net")  # reserved by RFC 2606
AREA_CODES = (614, 740, 380)  # central Ohio; the exchange 555 is not assigned
# city, ZIP code, relative number of patients: the hospital's catchment area (guidance)
PLACES = (
    ("Columbus", "43201", 9), ("Columbus", "43204", 9), ("Columbus", "43207", 9),
    ("Columbus", "43214", 6), ("Columbus", "43215", 4), ("Columbus", "43219", 6),
    ("Columbus", "43224", 8), ("Columbus", "43228", 10), ("Columbus", "43229", 9),
    ("Dublin", "43016", 6), ("Dublin", "43017", 6), ("Westerville", "43081", 9),
    ("Hilliard", "43026", 9), ("Gahanna", "43230", 8), ("Grove City", "43123", 10),
    ("Reynoldsburg", "43068", 8), ("Pickerington", "43147", 6), ("Delaware", "43015", 6),
    ("Lancaster", "43130", 5), ("Newark", "43055", 6), ("Marysville", "43040", 4),
)  # fmt: skip
_STREET_KINDS = ("Street", "Avenue", "Road", "Drive", "Lane", "Court", "Boulevard", "Way")


@dataclass(frozen=True)
class Words:
    """Words and the cumulative shares by which they are drawn."""

    words: pa.Array
    cumulative: Floats

    @classmethod
    def of(cls, weighted: Mapping[str, float] | Sequence[str]) -> Words:
        """From words with weights, or words of equal weight."""
        if isinstance(weighted, Mapping):
            words, weights = list(weighted), np.array(list(weighted.values()), dtype=np.float64)
        else:
            words, weights = list(weighted), np.ones(len(weighted))
        return cls(pa.array(words, pa.string()), cumulative_shares(weights))


@dataclass(frozen=True)
class WordLists:
    """All word lists of the simulation."""

    female: Words
    male: Words
    last: Words
    streets: Words
    cities: pa.Array
    postal_codes: pa.Array
    places: Floats


@cache
def load_words() -> WordLists:
    """Faker's en_US lists and the places, once per process."""
    people = faker_lists("person", "first_names_female", "first_names_male", "last_names")
    surnames = people["last_names"]
    states = faker_lists("address", "states")["states"]
    streets = [f"{name} {kind}" for name in list(surnames)[:400] for kind in _STREET_KINDS]
    streets += [f"{name} {kind}" for name in states for kind in _STREET_KINDS[:2]]
    return WordLists(
        female=Words.of(people["first_names_female"]),
        male=Words.of(people["first_names_male"]),
        last=Words.of(surnames),
        streets=Words.of(streets),
        cities=pa.array([place[0] for place in PLACES], pa.string()),
        postal_codes=pa.array([place[1] for place in PLACES], pa.string()),
        places=cumulative_shares(np.array([float(place[2]) for place in PLACES])),
    )


def faker_lists(provider: str, *names: str) -> dict[str, Mapping[str, float] | Sequence[str]]:
    """The named en_US lists of one of Faker's providers, by name, as they stand in its source.

    To import the provider would mean to import all of Faker in every process, which takes longer
    than to simulate a thousand patients.

    Raises:
        LookupError: Faker is not installed, or has no such lists.
    """
    found = find_spec("faker")
    if found is None or not found.submodule_search_locations:
        raise LookupError("Faker is not installed")
    source = Path(found.submodule_search_locations[0], "providers", provider, "en_US/__init__.py")
    lists: dict[str, Mapping[str, float] | Sequence[str]] = {}
    for statement in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            continue
        name, value = statement.targets[0].id, statement.value
        if name in names:
            if isinstance(value, ast.Call):  # of OrderedDict, with pairs
                lists[name] = dict(ast.literal_eval(value.args[0]))
            else:
                lists[name] = ast.literal_eval(value)
    missing = set(names) - set(lists)
    if missing:
        raise LookupError(f"Faker's provider {provider} has no {', '.join(sorted(missing))}")
    return lists
