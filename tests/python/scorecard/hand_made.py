"""A hospital written by hand: a few patients and encounters whose figures one can count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import TABLES
from hospital.scorecard import source
from hospital.scorecard.measuring import prepare
from hospital.scorecard.statements import statements

MEDICARE, MEDICAID, COMMERCIAL, MARKETPLACE, SELF_PAY = 1, 2, 3, 4, 5
_PAYERS = {
    MEDICARE: ("Medicare", "Medicare"),
    MEDICAID: ("Medicaid", "Medicaid"),
    COMMERCIAL: ("Employers' Plan", "Commercial"),
    MARKETPLACE: ("Marketplace Plan", "Commercial"),
    SELF_PAY: ("Self-Pay", "Self-Pay"),
}
FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2024, 12, 31)
YEARS = 366 / 365.25  # person-years of one who lives through the period


class Hospital:
    """Collects rows; everything not given gets a plain default."""

    def __init__(self) -> None:
        """Start with one load, the payers, one department, specialty and provider."""
        self.rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
        self._ids = iter(range(1, 10_000))
        self.add(
            "data_loads",
            load_id=1,
            seed=1,
            patient_count=1,
            start_date=FIRST_DAY,
            as_of_date=LAST_DAY,
            simulator_version="1",
        )
        for payer, (name, kind) in _PAYERS.items():
            self.add("payers", payer_id=payer, payer_name=name, payer_type=kind)
        self.add("specialties", specialty_id=1, specialty_name="Family Medicine")
        self.add("departments", department_id=1, department_name="Clinic")
        provider = {"provider_id": 1, "specialty_id": 1, "department_id": 1}
        hired = datetime(2020, 1, 1)
        self.add("providers", **provider, created_at=hired, updated_at=hired)
        self.add("provider_versions", **provider, provider_version_id=1, valid_from=hired)

    def add(self, table: str, **values: Any) -> None:
        """One row as it is given, its other columns null."""
        self.rows[table].append(values)

    def person(
        self,
        patient: int,
        born: date = date(1980, 6, 1),
        *,
        gender: str = "F",
        died: date | None = None,
        payer: int = COMMERCIAL,
        later_payers: Sequence[tuple[date, int]] = (),
    ) -> None:
        """A patient with a version per payer."""
        registered = datetime.combine(max(born, date(2020, 1, 1)), datetime.min.time())
        shared = {
            "patient_id": patient,
            "gender": gender,
            "date_of_birth": born,
            "date_of_death": died,
            "mrn": f"M{patient}",
        }
        changes = [(registered, payer), *((_midnight(day), new) for day, new in later_payers)]
        for number, (valid_from, insured) in enumerate(changes, start=1):
            self.add(
                "patient_versions",
                **shared,
                patient_version_id=patient * 1000 + number,
                payer_id=insured,
                valid_from=valid_from,
            )
        self.add(
            "patients",
            **shared,
            payer_id=changes[-1][1],
            created_at=registered,
            updated_at=changes[-1][0],
        )

    def visit(
        self,
        patient: int,
        kind: str = "Outpatient",
        start: datetime = datetime(2024, 3, 5, 9),
        *,
        hours: float | None = 1,
        codes: Sequence[str] = ("J06.9",),
        procedures: Sequence[str] = (),
        **values: Any,
    ) -> int:
        """An encounter with its diagnoses in order and its procedures; returns its id."""
        encounter = patient * 100 + next(self._ids)
        end = None if hours is None else start + timedelta(hours=hours)
        stay = {"admission_type": "Emergency", "admission_source": "Emergency Department"}
        self.add(
            "encounters",
            **{
                "encounter_id": encounter,
                "patient_id": patient,
                "provider_id": 1,
                "department_id": 1,
                "encounter_type": kind,
                "encounter_date": start,
                "discharge_date": end,
                "discharge_disposition": "Home",
                "created_at": start,
                "updated_at": end or start,
                **(stay if kind == "Inpatient" else {}),
                **values,
            },
        )
        for sequence, code in enumerate(codes, start=1):
            self.add(
                "encounter_diagnoses",
                encounter_diagnosis_id=next(self._ids),
                encounter_id=encounter,
                diagnosis_id=self._code("diagnoses", "diagnosis_id", "icd10_code", code),
                diagnosis_sequence=sequence,
                created_at=start,
                updated_at=start,
            )
        for code in procedures:
            self.procedure(encounter, code, start.date())
        return encounter

    def stay(self, patient: int, day: date, nights: float = 3, **values: Any) -> int:
        """An inpatient encounter from noon to noon."""
        start = datetime.combine(day, datetime.min.time()) + timedelta(hours=12)
        return self.visit(patient, "Inpatient", start, hours=24 * nights, **values)

    def procedure(self, encounter: int, code: str, day: date) -> None:
        """A procedure performed in an encounter."""
        self.add(
            "encounter_procedures",
            encounter_procedure_id=next(self._ids),
            encounter_id=encounter,
            procedure_id=self._code("procedures", "procedure_id", "cpt_code", code),
            procedure_date=day,
            created_at=_midnight(day),
            updated_at=_midnight(day),
        )

    def describe(self, code: str, meaning: str) -> None:
        """Gives a diagnosis code its meaning, which names the side of the body."""
        for row in self.rows["diagnoses"]:
            if row["icd10_code"] == code:
                row["icd10_description"] = meaning

    def claim(
        self,
        encounter: int,
        amount: int = 100,
        *,
        status: str = "Paid",
        allowed: int | None = 50,
        sent: date = date(2024, 3, 9),
        decided: date = date(2024, 3, 29),
        payer: int = COMMERCIAL,
        paid: int | None = None,
    ) -> int:
        """A claim; its last change is the decision."""
        billing = next(self._ids)
        self.add(
            "billing",
            billing_id=billing,
            encounter_id=encounter,
            claim_number=f"C{billing}",
            claim_amount=amount,
            allowed_amount=allowed,
            paid_amount=allowed if paid is None else paid,
            claim_date=sent,
            claim_status=status,
            payer_id=payer,
            created_at=_midnight(sent),
            updated_at=_midnight(decided),
        )
        return billing

    @contextmanager
    def opened(self) -> Iterator[source.Connection]:
        """The rows in DuckDB, with the scorecard's helper tables."""
        with source.in_memory() as connection:
            for table in TABLES:
                schema = arrow_schema(table)
                # a hand-made row need not give what no figure reads
                loose = pa.schema([pa.field(field.name, field.type) for field in schema])
                rows = pa.Table.from_pylist(self.rows[table.name], schema=loose)
                connection.register("rows", rows)
                connection.execute(f"create table {table.name} as select * from rows")
                connection.unregister("rows")
            prepare(connection)
            yield connection

    def measure(self, metric: str) -> dict[str, float]:
        """What one metric file returns: measure to value."""
        [statement] = [s for s in statements("metrics") if s.name == metric]
        with self.opened() as connection:
            return dict(connection.execute(statement.text).fetchall())

    def _code(self, table: str, key: str, column: str, code: str) -> int:
        known = {row[column]: row[key] for row in self.rows[table]}
        if code not in known:
            known[code] = len(known) + 1
            self.add(table, **{key: known[code], column: code})
        return int(known[code])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())
