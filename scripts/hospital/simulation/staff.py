"""The providers: who they are, how they change service over time, and who sees a patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation.calendar import DAY, WARM_UP_DAYS, YEAR_DAYS, Calendar
from hospital.simulation.catalog import Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.randomness import Draws, Floats, Ints, Keys, cumulative_shares, pick

NEVER = np.int64(253_370_764_800)  # 9999-01-01
CREDENTIALS = ("MD", "DO", "NP", "PA-C")
_CREDENTIAL_SHARES = cumulative_shares(np.array([0.70, 0.12, 0.11, 0.07]))  # guidance
_CHANGE_SHARE = 0.35  # of the providers of a service that has a related one (guidance)
_CHANGE_YEARS = 4  # changes are spread over the first years of the period
# services between which a provider plausibly moves, with or without a new specialty
_MOVES = {
    "internal_medicine": "hospital_medicine",
    "hospital_medicine": "internal_medicine",
    "family_medicine": "internal_medicine",
    "general_surgery": "bariatric_surgery",
    "obstetrics": "labor_and_delivery",
    "labor_and_delivery": "obstetrics",
    "oncology": "hematology",
    "psychiatry": "addiction_medicine",
    "pulmonology": "sleep_medicine",
    "rehabilitation": "pain_medicine",
}
_LIGHT_LOAD = 0.6  # loads in a service range from 1 / 1.4 to 1 / 0.6 of the mean (guidance)
_NPI_PREFIX = 80_840  # prefix of the check digit (CMS NPI standard)


@dataclass(frozen=True)
class Staff:
    """Providers by position; the id is the position plus one."""

    service: Ints  # at first
    new_service: Ints  # after the change, or NONE
    changed_at: Ints  # instant, NEVER if none
    hired_at: Ints
    credential: Ints  # number in CREDENTIALS
    npi: tuple[str, ...]
    pool: Ints  # [service, n] providers at any time, NONE beyond
    pool_size: Ints
    stable: Ints  # [service, n] providers who never change
    stable_size: Ints

    def __len__(self) -> int:
        """Number of providers."""
        return len(self.service)

    def choose(self, service: Ints, uniform: Floats, at: Ints) -> Ints:
        """A provider who works in the service at that instant; some work more than others."""
        uniform = uniform * (_LIGHT_LOAD + (1.0 - _LIGHT_LOAD) * uniform)
        chosen = self.pool[service, (uniform * self.pool_size[service]).astype(np.int64)]
        before = self.service[chosen] == service
        valid = np.where(before, at < self.changed_at[chosen], at >= self.changed_at[chosen])
        steady = self.stable[service, (uniform * self.stable_size[service]).astype(np.int64)]
        return np.asarray(np.where(valid, chosen, steady))


def npi_of(number: int) -> str:
    """A ten-digit NPI with its Luhn check digit over the prefix 80840."""
    body = f"1{number % 100_000_000:08d}"
    total = 0
    for position, digit in enumerate(reversed(f"{_NPI_PREFIX}{body}")):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{body}{-total % 10}"


def _table(lists: list[list[int]]) -> tuple[Ints, Ints]:
    table = np.full((len(lists), max(len(row) for row in lists)), NONE, dtype=np.int64)
    for number, row in enumerate(lists):
        table[number, : len(row)] = row
    return table, np.array([len(row) for row in lists])


def draw_staff(catalog: Catalog, calendar: Calendar, draws: Draws) -> Staff:
    """The same staff for every block: it depends on the seed and the start only."""
    service = np.repeat(np.arange(len(catalog.service_names)), catalog.service_providers)
    ids = np.arange(1, len(service) + 1)
    moves = np.full(len(catalog.service_names), NONE, dtype=np.int64)
    for old, new in _MOVES.items():
        moves[catalog.service[old]] = catalog.service[new]
    first_of_service = np.concatenate([[True], service[1:] != service[:-1]])
    changes = (moves[service] != NONE) & ~first_of_service
    changes &= draws.uniform("provider changes", ids) < _CHANGE_SHARE
    new_service = np.where(changes, moves[service], NONE)
    day = draws.integers("provider change day", ids, _CHANGE_YEARS * YEAR_DAYS)
    changed_at = np.where(changes, (calendar.start_day + 1 + day) * DAY, NEVER)
    hired = calendar.start_day - WARM_UP_DAYS - 30 - draws.integers("hired", ids, 12 * YEAR_DAYS)
    pool: list[list[int]] = [[] for _ in catalog.service_names]
    stable: list[list[int]] = [[] for _ in catalog.service_names]
    for provider, number in enumerate(service):
        pool[number].append(provider)
        if changes[provider]:
            pool[new_service[provider]].append(provider)
        else:
            stable[number].append(provider)
    pool_table, pool_size = _table(pool)
    stable_table, stable_size = _table(stable)
    return Staff(
        service=service,
        new_service=new_service,
        changed_at=changed_at,
        hired_at=hired * DAY + 9 * 3600,
        credential=pick(_CREDENTIAL_SHARES, draws.uniform("credential", ids)),
        npi=tuple(npi_of(int(number) * 1_779_033_703 + 37_442) for number in ids),
        pool=pool_table,
        pool_size=pool_size,
        stable=stable_table,
        stable_size=stable_size,
    )


def panel_uniform(draws: Draws, patient: Ints, service: Ints, key: Keys) -> Floats:
    """A uniform number that mostly stays with a patient and service: the panel provider."""
    usual = draws.uniform("panel", patient, service)
    other = draws.uniform("other provider", key)
    return np.asarray(np.where(draws.uniform("usual provider", key) < 0.85, usual, other))
