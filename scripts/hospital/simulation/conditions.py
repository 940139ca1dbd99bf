"""Which chronic conditions each patient has in each simulated year.

A condition is present once the patient's own threshold falls below the prevalence at the age
reached. Thresholds share latent factors (metabolic, lung, mental), which makes conditions of one
factor come together while each keeps its prevalence.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from hospital.simulation import model
from hospital.simulation.catalog import Catalog
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, from_table

PREVALENCE_AGES = np.array([0.0, 10.0, 20.0, 40.0, 60.0, 80.0])
_AGES = 111


def threshold_table(catalog: Catalog) -> Floats:
    """Normal quantile of the prevalence, [condition, sex, age]; rises with age while it can."""
    inverse = NormalDist().inv_cdf
    table = np.full((catalog.condition_count, 2, _AGES), -9.0)
    for condition in range(catalog.condition_count):
        for sex in (0, 1):
            for age in range(_AGES):
                share = float(np.interp(age, PREVALENCE_AGES, catalog.prevalence[condition, sex]))
                inside = catalog.first_age[condition] <= age <= catalog.last_age[condition]
                if share > 0 and inside:
                    table[condition, sex, age] = round(inverse(share), 9)
    return table


def expected_counts(catalog: Catalog) -> Floats:
    """Mean number of conditions by sex and completed year of age."""
    counts = np.zeros((2, _AGES))
    ages = np.arange(_AGES)
    for condition in range(catalog.condition_count):
        inside = (ages >= catalog.first_age[condition]) & (ages <= catalog.last_age[condition])
        for sex in (0, 1):
            share = np.interp(ages, PREVALENCE_AGES, catalog.prevalence[condition, sex])
            counts[sex] += share * inside
    return counts


def at_age(table: Floats, sex: Ints, age: Floats) -> Floats:
    """The entries of a [sex, age] table by patient and year."""
    return np.asarray(table[sex[:, None], age.clip(0, _AGES - 1).astype(np.int64)])


def draw_conditions(
    ids: Ints, sex: Ints, age: Floats, catalog: Catalog, thresholds: Floats, draws: Draws
) -> Bools:
    """Presence by patient, simulated year and condition."""
    count = catalog.condition_count
    own = from_table(
        model.STANDARD_NORMAL,
        draws.uniform("condition", ids[:, None], np.arange(count)[None, :]),
    )
    factors = from_table(
        model.STANDARD_NORMAL,
        draws.uniform("factor", ids[:, None], np.arange(len(catalog.factors))[None, :]),
    )
    loading = model.FACTOR_LOADING
    grouped = catalog.condition_factor >= 0
    shared = factors[:, catalog.condition_factor.clip(0)]
    residual = np.float64(np.sqrt(1 - loading * loading))
    position = np.where(grouped[None, :], loading * shared + residual * own, own)
    whole = age.clip(0, _AGES - 1).astype(np.int64)
    limit = thresholds.transpose(1, 2, 0)[sex[:, None], whole]  # [patient, year, condition]
    present = position[:, None, :] < limit
    type_1, type_2 = catalog.problem["type_1_diabetes"], catalog.problem["type_2_diabetes"]
    ever_type_1 = position[:, type_1] < thresholds[type_1].max(axis=1)[sex]
    present[:, :, type_2] &= ~ever_type_1[:, None]
    return np.asarray(present)
