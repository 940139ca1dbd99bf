"""The diagrams of docs/data_model.md are those of today's schemas."""

from __future__ import annotations

import pytest

from hospital.config import project_folder
from hospital.errors import HospitalError
from hospital.reporting.data_model import PAGE, oltp_entities, with_diagrams

SKELETON = "".join(
    f"<!-- generated: {part} -->\nold\n<!-- end -->\n"
    for part in ("oltp", "star", "answers", "quality")
)


def test_the_page_is_up_to_date() -> None:
    page = (project_folder() / PAGE).read_text()
    assert with_diagrams(page) == page, "run 'hospital erd'"


def test_the_diagrams_hold_keys_and_links_of_both_schemas() -> None:
    lines = {line.strip() for line in with_diagrams(SKELETON).splitlines()}
    assert lines >= {
        "bigint encounter_id PK",
        "bigint patient_id FK",
        "patients ||--o{ encounters : patient_id",
        "bigint encounter_key PK",
        "dim_patient ||--o{ fact_encounters : patient_key",
        "dim_date ||--o{ fact_encounters : discharge_date_key",
        "fact_encounters ||--o{ bridge_encounter_diagnosis : encounter_key",
    }
    assert "old" not in lines


def test_every_foreign_key_of_the_oltp_schema_is_a_link() -> None:
    links = {
        (column.target, entity.name)
        for entity in oltp_entities()
        for column in entity.columns
        if column.target
    }
    page = with_diagrams(SKELETON)
    assert all(f"{parent} ||--o{{ {child} :" in page for parent, child in links)
    assert len(links) > 10


def test_a_page_without_a_mark_is_refused() -> None:
    with pytest.raises(HospitalError, match="lacks '<!-- generated: star -->'"):
        with_diagrams(SKELETON.replace("generated: star", "star"))
