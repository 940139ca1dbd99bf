"""Hand-made blocks: small, and with every character that a loader may stumble over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from hospital.schema.arrow import arrow_schema
from hospital.schema.model import Kind
from hospital.schema.tables import BY_NAME
from hospital.sinks import Block

NASTY = (
    "tab\there",
    "line\nbreak",
    "return\r",
    "back\\slash \\N \\t",
    "quote ' \" `",
    "",
    "null",
    "\\N",
    "trailing ",
    "Zoë 漢字 😀",
    "nul\0byte",
    "percent %s {x}",
    "', (1, 2) -- ",
)


def rows(table: str, *given: dict[str, Any]) -> pa.Table:
    """Rows that give some columns; the rest is null, or a filler where null is not allowed."""
    declared = BY_NAME[table]
    fillers = {
        Kind.DATE: date(2024, 2, 29),
        Kind.DATETIME: datetime(2024, 2, 29, 23, 59, 59),
        Kind.DECIMAL: Decimal("0.00"),
        Kind.INTEGER: 1,
        Kind.BIGINT: 1,
    }
    complete = [
        {
            column.name: row.get(
                column.name, None if column.nullable else fillers.get(column.type.kind, "x")
            )
            for column in declared.columns
        }
        for row in given
    ]
    return pa.Table.from_pylist(complete, schema=arrow_schema(declared))


def reference(seed: int = 42) -> Block:
    """The first block: one row of each reference table."""
    return {
        "payers": rows("payers", {"payer_id": 1, "payer_name": "Aetna"}),
        "specialties": rows("specialties", {"specialty_id": 1, "specialty_name": "Cardiology"}),
        "departments": rows("departments", {"department_id": 1, "department_name": "Cardiology"}),
        "providers": rows("providers", {"provider_id": 1, "specialty_id": 1, "department_id": 1}),
        "diagnoses": rows("diagnoses", {"diagnosis_id": 1, "icd10_code": "I10"}),
        "procedures": rows("procedures", {"procedure_id": 1, "cpt_code": "99213"}),
        "data_loads": rows("data_loads", {"load_id": 1, "seed": seed}),
    }


def patient_block(first: int, texts: tuple[str, ...] = NASTY) -> Block:
    """One patient and encounter per text, which stands in several columns."""
    ids = range(first, first + len(texts))
    return {
        "patients": rows(
            "patients",
            *(
                {"patient_id": id_, "mrn": f"MRN{id_}", "first_name": text, "city": text}
                for id_, text in zip(ids, texts, strict=True)
            ),
        ).combine_chunks(),
        "encounters": rows(
            "encounters",
            *({"encounter_id": id_, "patient_id": id_, "provider_id": 1} for id_ in ids),
        ),
        "billing": rows(
            "billing",
            *(
                {
                    "billing_id": id_,
                    "encounter_id": id_,
                    "claim_amount": Decimal("9999999999.99") - id_,
                    "allowed_amount": Decimal("-0.01"),
                }
                for id_ in ids
            ),
        ),
    }


def blocks(patients_blocks: int = 2) -> Iterator[Block]:
    """The reference block and some blocks of patients."""
    yield reference()
    for number in range(patients_blocks):
        yield patient_block(1 + number * len(NASTY))
