"""Inpatient stays as the oracle sees them: one patient after another, one encounter after another.

A stay goes on while the next inpatient encounter starts before, or at the second at which, the one
before ended, or on that day or the next where a transfer links the two. It counts as an index stay
if the patient left alive and the source knows the whole window after the discharge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

Record = Mapping[str, Any]

NOT_DISCHARGED = "Not discharged yet"
DIED = "Died in the stay"
TOO_SHORT = "Followed too short"
INDEX = "Counted as index stay"
REASONS = (NOT_DISCHARGED, DIED, TOO_SHORT, INDEX)

_PLANNED = ("Elective", "Newborn")


@dataclass
class _Run:
    """Inpatient encounters without a gap: the one that began it and the one that ends it."""

    first: Record
    last: Record

    @property
    def ended_at(self) -> datetime:
        """The latest end; the end of time while one is open."""
        return _end(self.last)


@dataclass(frozen=True)
class IndexStay:
    """A stay that counts, with the encounter that discharged and what followed in the window."""

    last_encounter: Record
    has_any_return: bool
    has_inpatient_return: bool
    has_unplanned_return: bool


@dataclass(frozen=True)
class Returns:
    """All index stays, and how many stays had which reason, in the order of the reasons."""

    index_stays: Sequence[IndexStay]
    waterfall: Mapping[str, int]


def observation_end(tables: Mapping[str, Sequence[Record]], as_of_date: str) -> datetime:
    """The first second that the source knows nothing of: midnight after the as-of date.

    The date is the one given, else the latest that a load recorded, else the latest day of an
    encounter or a claim.
    """
    if as_of_date:
        day = date.fromisoformat(as_of_date)
    elif tables["data_loads"]:
        day = max(load["as_of_date"] for load in tables["data_loads"])
    else:
        days = [encounter["encounter_date"].date() for encounter in tables["encounters"]]
        days += [
            row["discharge_date"].date() for row in tables["encounters"] if row["discharge_date"]
        ]
        days += [claim["claim_date"] for claim in tables["billing"] if claim["claim_date"]]
        day = max(days, default=date.min)
    return datetime.combine(day + timedelta(days=1), time.min)


def follow_stays(encounters: Iterable[Record], known_until: datetime, window_days: int) -> Returns:
    """Judges every inpatient stay and looks for returns within `window_days` of an index stay."""
    of_patient: dict[int, list[Record]] = defaultdict(list)
    for encounter in encounters:
        of_patient[encounter["patient_id"]].append(encounter)
    index_stays = []
    waterfall = dict.fromkeys(REASONS, 0)
    for own in of_patient.values():
        stays = _stays(own)
        for stay, following in zip_longest(stays, stays[1:]):
            reason = _reason(stay, known_until, window_days)
            waterfall[reason] += 1
            if reason == INDEX:
                index_stays.append(_index_stay(stay, following, own, window_days))
    return Returns(index_stays, waterfall)


def _stays(encounters: Iterable[Record]) -> list[_Run]:
    """One patient's stays in order of time."""
    runs: list[_Run] = []
    inpatient = [row for row in encounters if row["encounter_type"] == "Inpatient"]
    for encounter in sorted(inpatient, key=_start):
        if runs and encounter["encounter_date"] <= runs[-1].ended_at:
            if _end(encounter) >= runs[-1].ended_at:
                runs[-1].last = encounter
        else:
            runs.append(_Run(encounter, encounter))
    stays: list[_Run] = []
    for run in runs:
        if stays and _is_transfer(stays[-1], run):
            stays[-1].last = run.last
        else:
            stays.append(run)
    return stays


def _is_transfer(stay: _Run, run: _Run) -> bool:
    named = "Transfer" in (stay.last["discharge_disposition"], run.first["admission_source"])
    started_at: datetime = run.first["encounter_date"]
    return named and started_at.date() - stay.ended_at.date() <= timedelta(days=1)


def _reason(stay: _Run, known_until: datetime, window_days: int) -> str:
    if stay.last["discharge_date"] is None:
        return NOT_DISCHARGED
    if stay.last["discharge_disposition"] == "Expired":
        return DIED
    if stay.ended_at + timedelta(days=window_days) > known_until:
        return TOO_SHORT
    return INDEX


def _index_stay(
    stay: _Run, following: _Run | None, encounters: Iterable[Record], window_days: int
) -> IndexStay:
    def returns(encounter: Record) -> bool:
        after: timedelta = encounter["encounter_date"] - stay.ended_at
        return timedelta(0) < after <= timedelta(days=window_days)

    inpatient = following is not None and returns(following.first)
    unplanned = (
        inpatient and following is not None and following.first["admission_type"] not in _PLANNED
    )
    return IndexStay(stay.last, any(map(returns, encounters)), inpatient, unplanned)


def _start(encounter: Record) -> tuple[datetime, int]:
    return encounter["encounter_date"], encounter["encounter_id"]


def _end(encounter: Record) -> datetime:
    end: datetime | None = encounter["discharge_date"]
    return datetime.max if end is None else end
