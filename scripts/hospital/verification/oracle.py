"""The four questions by plain Python over the cleaned source rows: loops, sets and sums, no SQL.

It shares no rule with the models: each is written again from its description in words, so that an
error in one of them shows. Answers are rows by column name, with the columns of the analytics model
of the same name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from hospital.verification.statistics import rate, wilson_interval
from hospital.verification.stays import Returns, follow_stays, observation_end

Record = Mapping[str, Any]
Tables = Mapping[str, Sequence[Record]]
Answer = list[dict[str, Any]]

UNKNOWN_KEY, UNKNOWN_NAME = -1, "Unknown"

# What the oracle reads of each OLTP table, as staging has cleaned it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "data_loads": ("as_of_date",),
    "specialties": ("specialty_id", "specialty_name"),
    "providers": ("provider_id", "specialty_id"),
    "provider_versions": ("provider_version_id", "provider_id", "specialty_id", "valid_from"),
    "diagnoses": ("diagnosis_id", "icd10_code", "icd10_description"),
    "procedures": ("procedure_id", "cpt_code", "cpt_description"),
    "encounters": (
        "encounter_id",
        "patient_id",
        "provider_id",
        "encounter_type",
        "encounter_date",
        "discharge_date",
        "admission_type",
        "admission_source",
        "discharge_disposition",
    ),
    "encounter_diagnoses": ("encounter_id", "diagnosis_id"),
    "encounter_procedures": ("encounter_id", "procedure_id"),
    "billing": ("encounter_id", "claim_amount", "allowed_amount", "claim_date", "claim_status"),
}


def answer_questions(
    tables: Tables, as_of_date: str, readmission_window_days: int
) -> dict[str, Answer]:
    """All answers by the name of their analytics model.

    `as_of_date` is yyyy-mm-dd, or empty where the source itself says how far it knows.
    """
    specialties = _Specialties(tables)
    returns = follow_stays(
        tables["encounters"], observation_end(tables, as_of_date), readmission_window_days
    )
    return {
        "monthly_encounters_by_specialty": _monthly_encounters(tables, specialties),
        "top_diagnosis_procedure_pairs": _pairs(tables),
        "readmission_rate_by_specialty": _readmission(returns, specialties),
        "readmission_waterfall": _waterfall(returns),
        "monthly_revenue_by_specialty": _monthly_revenue(tables, specialties),
    }


class _Specialties:
    """Which specialty a provider had when; -1 and Unknown where none is known."""

    def __init__(self, tables: Tables) -> None:
        self._names: dict[int, str] = {
            row["specialty_id"]: row["specialty_name"] or UNKNOWN_NAME
            for row in tables["specialties"]
        }
        self._today = {row["provider_id"]: row["specialty_id"] for row in tables["providers"]}
        log: dict[int, dict[datetime, Record]] = defaultdict(dict)
        for row in sorted(tables["provider_versions"], key=lambda row: row["provider_version_id"]):
            log[row["provider_id"]][row["valid_from"]] = row  # of one second, the last id stays
        self._log = {provider: sorted(versions.items()) for provider, versions in log.items()}

    def at(self, encounter: Record) -> tuple[int, str]:
        """Key and name of the provider's specialty when the encounter started."""
        provider = encounter["provider_id"]
        versions = self._log.get(provider)
        if versions is None:
            specialty = self._today.get(provider)
        else:
            known = bisect_right([moment for moment, _ in versions], encounter["encounter_date"])
            specialty = versions[max(known - 1, 0)][1]["specialty_id"]
        if specialty is None or specialty not in self._names:
            return UNKNOWN_KEY, UNKNOWN_NAME
        return specialty, self._names[specialty]


def _month(encounter: Record) -> str:
    moment: datetime = encounter["encounter_date"]
    return f"{moment:%Y-%m}"


def _monthly_encounters(tables: Tables, specialties: _Specialties) -> Answer:
    counts: Counter[tuple[str, int, str, str]] = Counter()
    people: dict[tuple[str, int, str, str], set[int]] = defaultdict(set)
    for encounter in tables["encounters"]:
        kind = encounter["encounter_type"] or UNKNOWN_NAME
        group = (_month(encounter), *specialties.at(encounter), kind)
        counts[group] += 1
        people[group].add(encounter["patient_id"])
    return [
        {
            "calendar_month": group[0],
            "specialty_key": group[1],
            "specialty_name": group[2],
            "encounter_type": group[3],
            "encounter_count": count,
            "unique_patient_count": len(people[group]),
        }
        for group, count in counts.items()
    ]


def _pairs(tables: Tables) -> Answer:
    procedures_of = _sets(tables["encounter_procedures"], "procedure_id")
    counts: Counter[tuple[int, int]] = Counter()
    for encounter, diagnoses in _sets(tables["encounter_diagnoses"], "diagnosis_id").items():
        for procedure in procedures_of.get(encounter, ()):
            for diagnosis in diagnoses:
                counts[diagnosis, procedure] += 1
    pairs_with = Counter(counts.values())
    rank_of, rank = {}, 1
    for count in sorted(pairs_with, reverse=True):
        rank_of[count] = rank
        rank += pairs_with[count]
    diagnosis_rows = {row["diagnosis_id"]: row for row in tables["diagnoses"]}
    procedure_rows = {row["procedure_id"]: row for row in tables["procedures"]}
    return [
        {
            "diagnosis_key": diagnosis,
            "procedure_key": procedure,
            "icd10_code": diagnosis_rows[diagnosis]["icd10_code"],
            "icd10_description": diagnosis_rows[diagnosis]["icd10_description"],
            "cpt_code": procedure_rows[procedure]["cpt_code"],
            "cpt_description": procedure_rows[procedure]["cpt_description"],
            "encounter_count": count,
            "pair_rank": rank_of[count],
        }
        for (diagnosis, procedure), count in counts.items()
    ]


def _sets(rows: Iterable[Record], column: str) -> dict[int, set[int]]:
    """The different values of the column for each encounter."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        found[row["encounter_id"]].add(row[column])
    return found


def _readmission(returns: Returns, specialties: _Specialties) -> Answer:
    groups: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for stay in returns.index_stays:
        group = groups[specialties.at(stay.last_encounter)]
        group["index"] += 1
        group["readmitted"] += stay.has_inpatient_return
        group["any"] += stay.has_any_return
        group["unplanned"] += stay.has_unplanned_return
    answer = []
    for (key, name), group in groups.items():
        lower, upper = wilson_interval(group["readmitted"], group["index"])
        answer.append(
            {
                "specialty_key": key,
                "specialty_name": name,
                "index_stay_count": group["index"],
                "readmitted_stay_count": group["readmitted"],
                "readmission_rate": rate(group["readmitted"], group["index"]),
                "rate_lower_bound": lower,
                "rate_upper_bound": upper,
                "any_return_count": group["any"],
                "any_return_rate": rate(group["any"], group["index"]),
                "unplanned_readmitted_stay_count": group["unplanned"],
                "unplanned_readmission_rate": rate(group["unplanned"], group["index"]),
            }
        )
    return answer


def _waterfall(returns: Returns) -> Answer:
    return [
        {"waterfall_step": step, "index_reason": reason, "stay_count": count}
        for step, (reason, count) in enumerate(returns.waterfall.items(), start=1)
    ]


@dataclass
class _Money:
    encounters: int = 0
    claims: int = 0
    amounts: dict[str, Decimal] = field(
        default_factory=lambda: dict.fromkeys(("Paid", "Pending", "Denied"), Decimal(0))
    )


def _monthly_revenue(tables: Tables, specialties: _Specialties) -> Answer:
    groups: dict[tuple[str, int, str], _Money] = defaultdict(_Money)
    group_of: dict[int, _Money] = {}
    for encounter in tables["encounters"]:
        group = groups[(_month(encounter), *specialties.at(encounter))]
        group.encounters += 1
        group_of[encounter["encounter_id"]] = group
    for claim in tables["billing"]:
        group = group_of[claim["encounter_id"]]
        status = claim["claim_status"]
        amount = claim["allowed_amount"] if status == "Paid" else claim["claim_amount"]
        group.claims += 1
        if status in group.amounts:
            group.amounts[status] += amount or Decimal(0)
    return [
        {
            "calendar_month": month,
            "specialty_key": key,
            "specialty_name": name,
            "encounter_count": group.encounters,
            "claim_count": group.claims,
            "revenue_amount": group.amounts["Paid"],
            "pending_amount": group.amounts["Pending"],
            "denied_amount": group.amounts["Denied"],
        }
        for (month, key, name), group in groups.items()
    ]
