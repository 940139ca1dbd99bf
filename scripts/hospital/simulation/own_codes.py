"""One's own lists of codes in the catalogue: labels, list prices, and codes that no event uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from hospital.code_lists import CodeLists
from hospital.simulation.catalog import Catalog

Labelled = tuple[tuple[str, str], ...]  # code and label


def with_code_lists(catalog: Catalog, lists: CodeLists) -> Catalog:
    """The catalogue with one's own labels and prices, and after its codes those unknown to it."""
    diagnoses, further_diagnoses = _split(
        catalog.diagnosis_codes, catalog.diagnosis_descriptions, lists.diagnoses
    )
    procedures, further_procedures = _split(
        catalog.procedure_codes, catalog.procedure_descriptions, lists.procedures
    )
    prices = zip(catalog.procedure_codes, catalog.charges.tolist(), strict=True)
    return replace(
        catalog,
        diagnosis_descriptions=diagnoses,
        procedure_descriptions=procedures,
        charges=np.array([lists.charges.get(code, cents) for code, cents in prices]),
        further_diagnoses=further_diagnoses,
        further_procedures=further_procedures,
    )


def _split(
    codes: tuple[str, ...], shipped: tuple[str, ...], own: Mapping[str, str]
) -> tuple[tuple[str, ...], Labelled]:
    known = set(codes)
    labels = tuple(own.get(code, label) for code, label in zip(codes, shipped, strict=True))
    return labels, tuple((code, label) for code, label in own.items() if code not in known)
