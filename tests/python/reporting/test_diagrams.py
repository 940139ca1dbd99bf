"""The diagrams of the docs site: every table and column, and a line per reference."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from hospital.reporting.data_model import STAR_MODELS, model_entities, oltp_entities
from hospital.reporting.diagrams import write_images

SVG = "{http://www.w3.org/2000/svg}"


def test_pictures_hold_every_column_and_reference(tmp_path: Path) -> None:
    entities = {"oltp": oltp_entities(), "star": model_entities(STAR_MODELS)}
    files = write_images(tmp_path / "new")
    assert [file.stem for file in files] == list(entities)
    for file in files:
        tables = entities[file.stem]
        root = ElementTree.parse(file).getroot()
        texts = {(text.text or "").split()[0] for text in root.iter(f"{SVG}text")}
        assert {table.name for table in tables} <= texts
        assert {column.name for table in tables for column in table.columns} <= texts
        lines = [group for group in root.iter(f"{SVG}g") if group.get("class") == "edge"]
        assert len(lines) == sum(
            column.target is not None and column.target != table.name
            for table in tables
            for column in table.columns
        )
