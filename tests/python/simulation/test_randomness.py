from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hospital.simulation.calendar import (
    civil_from_days,
    completed_years,
    days_from_civil,
    epoch_day,
)
from hospital.simulation.randomness import Draws, cumulative_shares, pick, poisson
from hospital.simulation.staff import npi_of

_SEEDS = st.integers(0, 2**63 - 1)
_ENTITIES = st.lists(st.integers(0, 2**62), min_size=1, max_size=40, unique=True)
_DAYS = st.integers(-60_000, 60_000)


@given(_SEEDS, _ENTITIES, st.integers(0, 2**40))
def test_uniform_is_in_the_unit_interval(seed: int, entities: list[int], index: int) -> None:
    values = Draws(seed).uniform("any", np.array(entities), index)
    assert ((values >= 0) & (values < 1)).all()


@given(_SEEDS, _ENTITIES, st.randoms(use_true_random=False))
def test_a_draw_depends_on_its_address_alone(seed: int, entities: list[int], order: object) -> None:
    shuffled = list(entities)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    draws = Draws(seed)
    whole = dict(zip(shuffled, draws.uniform("s", np.array(shuffled)), strict=True))
    for entity in entities:
        assert draws.uniform("s", np.array([entity]))[0] == whole[entity]


@given(_SEEDS, st.integers(0, 2**40))
def test_streams_indexes_and_seeds_are_apart(seed: int, entity: int) -> None:
    draws, who = Draws(seed), np.array([entity])
    values = {
        float(draws.uniform("a", who)[0]),
        float(draws.uniform("b", who)[0]),
        float(draws.uniform("a", who, 1)[0]),
        float(draws.uniform("a", who + 1)[0]),
        float(Draws(seed + 1).uniform("a", who)[0]),
    }
    assert len(values) == 5


def test_uniform_is_even_and_uncorrelated() -> None:
    draws, entities = Draws(3), np.arange(200_000)
    first, second = draws.uniform("x", entities), draws.uniform("x", entities, 1)
    counts = np.bincount((first * 20).astype(int), minlength=20)
    assert np.abs(counts - 10_000).max() < 500  # five standard deviations
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.012
    assert abs(np.corrcoef(first[1:], first[:-1])[0, 1]) < 0.012


@pytest.mark.parametrize("rate", [0.003, 0.4, 1.0, 2.71, 17.3])
def test_poisson_has_the_mean_and_the_variance_of_its_rate(rate: float) -> None:
    uniform = Draws(5).uniform("p", np.arange(100_000))
    counts = poisson(uniform, np.full(100_000, rate))
    error = 5 * np.sqrt(rate / 100_000)
    assert counts.mean() == pytest.approx(rate, abs=error + 0.0001)
    assert counts.var() == pytest.approx(rate, rel=0.15 if rate < 0.1 else 0.04)


@example([0, 1], 0.0)  # the edge of a category that has no share
@example([4, 7, 7, 7, 9, 0], 0.9999999999999998)  # the rounded shares add up to less than 1
@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.floats(0, 1, exclude_max=True))
def test_pick_never_takes_a_category_without_weight(weights: list[int], uniform: float) -> None:
    if sum(weights) > 0:
        chosen = int(pick(cumulative_shares(np.array(weights)), np.array([uniform]))[0])
        assert weights[chosen] > 0


def test_pick_by_row_is_pick() -> None:
    shares = cumulative_shares(np.array([[1, 2, 3], [0, 5, 1], [4, 0, 0]]))
    uniform = Draws(1).uniform("u", np.arange(300))
    row = np.arange(300) % 3
    expected = [int(pick(shares[r], np.array([u]))[0]) for r, u in zip(row, uniform, strict=True)]
    assert pick(shares, uniform, row).tolist() == expected


@given(_DAYS)
def test_civil_dates_agree_with_the_standard_library(day: int) -> None:
    expected = date(1970, 1, 1) + timedelta(days=day)
    year, month, of_month = civil_from_days(np.array([day]))
    assert (year[0], month[0], of_month[0]) == (expected.year, expected.month, expected.day)
    assert days_from_civil(year, month, of_month)[0] == day == epoch_day(expected)


@given(_DAYS, st.integers(0, 40_000))
def test_age_is_the_number_of_birthdays(birth: int, later: int) -> None:
    born = date(1970, 1, 1) + timedelta(days=birth)
    then = born + timedelta(days=later)
    age = then.year - born.year - ((then.month, then.day) < (born.month, born.day))
    assert completed_years(np.array([birth]), np.array([birth + later]))[0] == age


def test_npi_of_the_standards_example() -> None:
    # the CMS document's example: 123456789 has the check digit 3
    assert npi_of(23_456_789) == "1234567893"
