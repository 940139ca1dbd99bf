"""Claims: what is charged, when it is sent, what the payer decides, and what is sent again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import DAY, Calendar
from hospital.simulation.catalog import EMERGENCY, INPATIENT, OUTPATIENT, Catalog
from hospital.simulation.choices import NONE
from hospital.simulation.encounters import Encounters
from hospital.simulation.randomness import Draws, Floats, Ints, from_table
from hospital.simulation.treatment import Treatments

STATUSES = ("Paid", "Pending", "Denied")
PAID, PENDING, DENIED = 0, 1, 2
_FACILITY, _PROFESSIONAL, _AGAIN = 1, 2, 2  # a claim sent again has the number plus 2
_SMALLEST_CHARGE_CENTS = 6_000
_RESEND_DAYS = 35  # at most, after the denial (guidance)


@dataclass(frozen=True)
class Claims:
    """Claims by encounter position; amounts in cents, -1 where not yet decided."""

    encounter: Ints
    number: Ints  # 1 facility or only claim, 2 professional, 3 and 4 the same sent again
    charged: Ints
    allowed: Ints
    paid: Ints
    day: Ints  # epoch day sent
    status: Ints
    payer: Ints
    changed_day: Ints  # epoch day of the last visible change


def _charges(encounters: Encounters, treatments: Treatments, catalog: Catalog) -> tuple[Ints, Ints]:
    """Facility and professional charges per encounter in cents, before rounding of the list."""
    total = np.bincount(
        treatments.encounter, catalog.charges[treatments.procedure], minlength=len(encounters)
    )
    share = model.FACILITY_FROM_SERVICE_SHARE
    facility = total * share
    days = np.maximum(encounters.end // DAY - encounters.start // DAY, 1)
    setting = encounters.setting
    newborn = encounters.problem == catalog.problem["newborn"]
    room = model.ADMISSION_CHARGE_CENTS + days * model.ROOM_CHARGE_CENTS
    room = np.where(newborn, room // 3, room)
    facility += np.where(setting == INPATIENT, room, 0)
    facility += np.where(setting == EMERGENCY, model.EMERGENCY_FACILITY_CENTS, 0)
    professional = total * (1 - share)
    whole = setting == OUTPATIENT
    facility = np.where(whole, 0, facility)
    clinic = total * model.CLINIC_CHARGE_FACTOR
    return facility.astype(np.int64), np.where(whole, clinic, professional).astype(np.int64)


def _around(center: Floats, spread: float, uniform: Floats) -> Floats:
    return np.asarray(center * (1 - spread + 2 * spread * uniform))


def draw_claims(
    encounters: Encounters,
    treatments: Treatments,
    payer: Ints,
    calendar: Calendar,
    catalog: Catalog,
    draws: Draws,
) -> Claims:
    """Every claim sent by the as-of date; later decisions are pending."""
    billed = draws.uniform("no claim", encounters.key) >= model.NO_CLAIM_SHARE
    billed &= encounters.end < calendar.end
    facility, professional = _charges(encounters, treatments, catalog)
    parts = []
    for number, amount in ((_FACILITY, facility), (_PROFESSIONAL, professional)):
        due = billed & (encounters.setting != OUTPATIENT) if number == _FACILITY else billed
        which = np.flatnonzero(due)
        key = encounters.key[which]
        uniform = draws.uniform("charge", key, number)
        charged = _around(amount[which].astype(np.float64), model.CHARGE_SPREAD, uniform)
        cents = np.maximum(charged.astype(np.int64), _SMALLEST_CHARGE_CENTS)
        wait = from_table(model.SUBMISSION_DAYS, draws.uniform("submission", key, number))
        wait = wait * np.where(encounters.setting[which] == INPATIENT, model.STAY_CLAIM_FACTOR, 1.0)
        day = encounters.end[which] // DAY + wait.astype(np.int64)
        parts.append(_decide(which, number, cents, day, encounters, payer, calendar, draws))
    first = _join(parts)
    known = first.day <= calendar.as_of_day
    again = _resend(first, encounters, payer, calendar, draws)
    claims = _join([_take(first, np.flatnonzero(known)), again])
    order = np.lexsort((claims.number, claims.encounter))
    return _take(claims, order)


def _decide(
    which: Ints,
    number: int | Ints,
    cents: Ints,
    day: Ints,
    encounters: Encounters,
    payer: Ints,
    calendar: Calendar,
    draws: Draws,
) -> Claims:
    key, by = encounters.key[which], payer[which]
    sent = np.broadcast_to(np.asarray(number, dtype=np.int64), which.shape)
    again = sent > _AGAIN
    of_stay = encounters.setting[which] == INPATIENT
    usual = model.DECISION_DAYS[by] * np.where(of_stay, model.STAY_CLAIM_FACTOR, 1.0)
    usual = usual * np.where(again, model.AGAIN_DAYS_FACTOR, 1.0)
    spread = from_table(model.DECISION_SPREAD, draws.uniform("decision", key, sent))
    decided = day + np.maximum((usual * spread).astype(np.int64), 1)
    chance = np.where(again, model.DENIED_AGAIN_SHARE, model.DENIED_SHARE[by])
    denied = draws.uniform("denied", key, sent) < chance
    facility = of_stay & ((sent == _FACILITY) | (sent == _FACILITY + _AGAIN))
    center = np.where(facility, model.STAY_ALLOWED_RATIO[by], model.ALLOWED_RATIO[by])
    ratio = _around(center, model.ALLOWED_SPREAD, draws.uniform("allowed", key))
    allowed = np.where(denied, 0, (cents * ratio).astype(np.int64))
    share = np.minimum(_around(model.PAID_RATIO[by], 0.12, draws.uniform("paid", key, sent)), 1.0)
    paid = np.minimum((allowed * share).astype(np.int64), allowed)
    pending = decided > calendar.as_of_day
    status = np.where(pending, PENDING, np.where(denied, DENIED, PAID))
    return Claims(
        encounter=which,
        number=sent,
        charged=cents,
        allowed=np.where(pending, NONE, allowed),
        paid=np.where(pending, NONE, paid),
        day=day,
        status=status,
        payer=by,
        changed_day=np.where(pending, day, decided),
    )


def _resend(
    first: Claims, encounters: Encounters, payer: Ints, calendar: Calendar, draws: Draws
) -> Claims:
    """Denied claims that are sent a second time, some days after the denial."""
    denied = np.flatnonzero(first.status == DENIED)
    key = encounters.key[first.encounter[denied]]
    large = first.charged[denied] >= model.LARGE_CLAIM_CENTS
    share = np.where(large, model.LARGE_RESUBMITTED_SHARE, model.RESUBMITTED_SHARE)
    worked = draws.uniform("resent", key, first.number[denied]) < share
    denied, key = denied[worked], key[worked]
    wait = 3 + draws.integers("resend wait", key, _RESEND_DAYS - 3, first.number[denied])
    day = first.changed_day[denied] + wait
    known = day <= calendar.as_of_day
    denied, day = denied[known], day[known]
    return _decide(
        first.encounter[denied],
        first.number[denied] + _AGAIN,
        first.charged[denied],
        day,
        encounters,
        payer,
        calendar,
        draws,
    )


def _take(claims: Claims, which: Ints) -> Claims:
    return Claims(**{name: values[which] for name, values in vars(claims).items()})


def _join(parts: list[Claims]) -> Claims:
    return Claims(
        **{name: np.concatenate([getattr(p, name) for p in parts]) for name in vars(parts[0])}
    )
