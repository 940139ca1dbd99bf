"""Acute episodes as columns: an emergency visit, a stay, or a visit and the stay it ends in."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from hospital.simulation import model
from hospital.simulation.catalog import Catalog
from hospital.simulation.events import Arrivals, History
from hospital.simulation.outcomes import EXPIRED, HOME, LEFT, TRANSFERRED, Outcome, decide
from hospital.simulation.population import People
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, Keys


@dataclass
class Episodes:
    """Acute episodes, one position each; instants in seconds."""

    person: Ints
    key: Keys
    year: Ints
    problem: Ints
    start: Ints  # arrival
    visit_end: Ints  # end of the emergency visit, or the start if there was none
    admitted_at: Ints
    end: Ints
    has_visit: Bools
    has_stay: Bools
    planned: Bools
    transferred: Bools  # comes from another hospital
    fate: Ints  # disposition of the stay or, without one, of the visit
    severity: Floats
    complexity: Floats
    risk: Floats  # chance of dying in the stay
    week: Ints  # of gestation, for mothers and newborns, else 0
    known_at: (
        Ints  # when the codes of the stay are known: the birth for mothers, else the admission
    )
    intensive: Bools  # newborns in intensive care
    parent: Ints  # position of the stay it returns after, or -1

    def take(self, which: Ints) -> Episodes:
        """The episodes at the given positions."""
        return Episodes(**{f.name: getattr(self, f.name)[which] for f in fields(self)})

    @property
    def died(self) -> Bools:
        """Whether the episode ends in death."""
        return np.asarray(self.fate == EXPIRED)


def join_episodes(parts: list[Episodes]) -> Episodes:
    """All episodes of the parts, in their order."""
    return Episodes(
        **{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Episodes)}
    )


def finish(
    people: People,
    history: History,
    catalog: Catalog,
    draws: Draws,
    base: Arrivals,
    start: Ints,
    kind: tuple[Bools, Bools],
    parent: Ints,
) -> Episodes:
    """Decide admission, length and outcome; kind is (through the emergency room, planned)."""
    has_visit, planned = kind
    year = base.year.clip(0, history.complexity.shape[1] - 1)
    complexity = history.complexity[base.person, year]
    outcome = decide(people, complexity, catalog, draws, base, start, has_visit, parent >= 0)
    none = np.zeros(len(start), dtype=np.int64)
    return Episodes(
        person=base.person,
        key=base.key,
        year=base.year,
        problem=base.problem,
        start=start,
        visit_end=outcome.visit_end,
        admitted_at=outcome.admitted_at,
        end=outcome.end,
        has_visit=outcome.has_visit,
        has_stay=outcome.has_stay,
        planned=planned,
        transferred=outcome.transferred,
        fate=np.where(outcome.has_stay, outcome.fate, _visit_fates(draws, base.key, outcome)),
        severity=outcome.severity,
        complexity=complexity,
        risk=outcome.risk,
        week=none,
        known_at=outcome.admitted_at.copy(),
        intensive=none.astype(bool),
        parent=parent,
    )


def _visit_fates(draws: Draws, key: Keys, outcome: Outcome) -> Ints:
    """How visits end that lead to no stay: at home, against advice, or in another hospital."""
    drawn = draws.uniform("visit end", key)
    leaves = model.VISIT_LEAVES_SHARE
    sent_on = model.VISIT_SENT_ON_SHARE * 2 * outcome.severity
    fate = np.where(drawn < leaves, LEFT, HOME)
    return np.where((drawn >= leaves) & (drawn < leaves + sent_on), TRANSFERRED, fate)
