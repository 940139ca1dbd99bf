"""Arrivals: how many events of a kind each patient has in each year, and for which problem."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY, completed_years
from hospital.simulation.catalog import Catalog
from hospital.simulation.population import People, age_band
from hospital.simulation.problems import AGE_BANDS
from hospital.simulation.randomness import (
    Bools,
    Draws,
    Floats,
    Ints,
    Keys,
    cumulative_shares,
    pick,
    poisson,
)


@dataclass(frozen=True)
class History:
    """What drives a patient's care per simulated year: age band and conditions present."""

    band: Ints  # [patient, year]
    present: Bools  # [patient, year, condition]
    burden: Floats  # [patient, year] multiplier of acute rates
    complexity: Floats  # [patient, year] weighted number of grave conditions (after Charlson)
    shares: Floats  # [year] part of a year's events that falls into it
    by_condition: Bools  # [condition, patient, year] the same as `present`

    def held(self, weights: Floats) -> Floats:
        """Sum of the weights of the conditions present, [patient, year].

        Added one by one: the order of a matrix product is the library's, and with it the last bit.
        """
        return _weighted(self.by_condition, weights)


@dataclass(frozen=True)
class Arrivals:
    """Events by patient position, simulated year, key of all their draws, and problem."""

    person: Ints
    year: Ints
    key: Keys
    problem: Ints

    def take(self, which: Ints) -> Arrivals:
        """The events at the given positions."""
        return Arrivals(self.person[which], self.year[which], self.key[which], self.problem[which])


def repeat(counts: Ints) -> tuple[Ints, Ints]:
    """For counts per element: the element of each repetition, and its number from 0."""
    element = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return element, np.arange(len(element)) - first[element]


def exact_age(people: People, person: Ints, at: Ints) -> Ints:
    """Age in completed years at an instant."""
    return completed_years(people.birth_day[person], at // DAY)


def fits(people: People, catalog: Catalog, events: Arrivals, at: Ints) -> Bools:
    """Whether sex and age suit the problem at the instant, and there was such a problem then."""
    age = exact_age(people, events.person, at)
    problem = events.problem
    sex = catalog.sex[problem]
    right_sex = (sex < 0) | (sex == people.sex[events.person])
    right_age = (age >= catalog.first_age[problem]) & (age <= catalog.last_age[problem])
    return np.asarray(right_sex & right_age & (at >= catalog.first_day[problem] * DAY))


def spread(ids: Ints, rate: Floats, stream: str, draws: Draws) -> tuple[Ints, Ints, Keys, Floats]:
    """Poisson events at [patient, year] rates: patient, year, key, and a place in the year.

    The places are a patient's appointments: at even distances, each moved a little.
    """
    years = np.arange(rate.shape[1])[None, :]
    uniform = draws.uniform(stream, ids[:, None], years)
    counts = poisson(uniform.ravel(), rate.ravel())
    cell, number = repeat(counts)
    person, year = cell // rate.shape[1], cell % rate.shape[1]
    key = draws.key(stream + " event", ids[person], year * 1024 + number)
    moved = model.APPOINTMENT_SPREAD * draws.uniform("moved", key)
    within = number + draws.uniform("phase", ids)[person] * (1 - model.APPOINTMENT_SPREAD) + moved
    return person, year, key, within / counts[cell]


def arrivals(
    people: People, history: History, catalog: Catalog, draws: Draws, stream: str, kind: int
) -> tuple[Arrivals, Floats]:
    """Events of a kind (0 clinic, 1 emergency, 2 direct) from episodes and from conditions.

    The second part is each event's place in its year, as a uniform number: clinic visits for
    conditions are appointments at even distances, everything else comes at any time.
    """
    minor = catalog.minor if kind == 1 else np.zeros(len(catalog.minor), dtype=bool)
    if kind == 0:  # finished visits of the warm-up would be dropped: none are drawn
        open_years = np.where(history.shares < 1, 0.0, 1.0)
        frailty = (people.clinic_frailty * model.CLINIC_SEX_FACTOR[people.sex])[:, None]
        frailty = frailty * open_years
    else:
        frailty = people.acute_frailty[:, None] * history.burden * history.shares
    rates = catalog.rates[kind].transpose(1, 2, 0)  # [sex, band, problem]
    bands = len(AGE_BANDS)
    group = people.sex[:, None] * bands + history.band
    grave = (rates * ~minor).sum(axis=2).ravel()[group] * frailty
    light = np.zeros_like(grave)
    holder_rates = catalog.condition_rates[kind]
    minor_held = minor[: catalog.condition_count]
    of_condition = history.held(holder_rates * ~minor_held) * frailty
    held_light = np.zeros_like(of_condition)
    if kind == 1:
        # the emergency room for small things is a habit of few
        habit = people.visit_frailty[:, None] * history.shares
        light = (rates * minor).sum(axis=2).ravel()[group] * habit
        held_light = history.held(holder_rates * minor_held) * habit
    person, year, key, _ = spread(people.id, grave + light, stream, draws)
    is_light = _of_minor(draws, key, light[person, year], grave[person, year])
    by_class = np.concatenate([rates * ~minor, rates * minor]).reshape(4 * bands, -1)
    row = group[person, year] + is_light * 2 * bands
    problem = pick(cumulative_shares(by_class), draws.uniform("problem", key), row)

    held_by, held_year, held_key, regular = spread(
        people.id, of_condition + held_light, stream + " of condition", draws
    )
    is_light = _of_minor(
        draws, held_key, held_light[held_by, held_year], of_condition[held_by, held_year]
    )
    condition = _held_problem(
        history, (held_by, held_year), is_light, (holder_rates, minor_held), held_key, draws
    )
    within = regular if kind == 0 else draws.uniform("day", held_key)
    return join_arrivals(
        Arrivals(person, year, key, problem), Arrivals(held_by, held_year, held_key, condition)
    ), np.concatenate([draws.uniform("day", key), within])


def _held_problem(
    history: History,
    cell: tuple[Ints, Ints],
    is_light: Bools,
    rates: tuple[Floats, Bools],
    key: Keys,
    draws: Draws,
) -> Ints:
    """The condition behind each event, by the rates of those that the patient holds."""
    holder_rates, minor = rates
    place = cell[0] * history.burden.shape[1] + cell[1]
    by_condition = history.by_condition.reshape(len(holder_rates), -1)
    used = np.flatnonzero(holder_rates)
    shares = {
        number: by_condition[number][place] * (is_light == minor[number]) * holder_rates[number]
        for number in used.tolist()
    }
    total = np.zeros(len(key))
    for share in shares.values():
        total += share
    target = draws.uniform("problem", key) * total
    running = np.zeros(len(key))
    condition = np.full(len(key), used[-1] if len(used) else 0)
    open_ = np.ones(len(key), dtype=bool)
    for number, share in shares.items():
        running += share
        hit = open_ & (running > target)
        condition[hit] = number
        open_ &= ~hit
    return condition


def _of_minor(draws: Draws, key: Keys, light: Floats, grave: Floats) -> Bools:
    """Which events are of the minor kind, by the rates of both."""
    return np.asarray(draws.uniform("minor", key) * (light + grave) < light)


def join_arrivals(first: Arrivals, second: Arrivals) -> Arrivals:
    """All events of both."""
    return Arrivals(
        np.concatenate([first.person, second.person]),
        np.concatenate([first.year, second.year]),
        np.concatenate([first.key, second.key]),
        np.concatenate([first.problem, second.problem]),
    )


def history_of(
    age: Floats, present: Bools, expected: Floats, weights: Floats, shares: Floats
) -> History:
    """Bundle the yearly ages and conditions; `expected` is their mean number at age and sex."""
    slope, least, most = model.BURDEN
    excess = (present.sum(axis=2) - expected) / (expected + 1.0)
    burden = np.clip(1.0 + slope * excess, least, most)
    by_condition = np.ascontiguousarray(present.transpose(2, 0, 1))
    complexity = _weighted(by_condition, weights)
    return History(age_band(age), present, burden, complexity, shares, by_condition)


def _weighted(by_condition: Bools, weights: Floats) -> Floats:
    total = np.zeros(by_condition.shape[1:])
    for number in np.flatnonzero(weights).tolist():
        total += by_condition[number] * weights[number]
    return total
