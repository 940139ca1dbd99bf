"""Profiles, lists of classes, and what is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hospital import cli
from hospital.defects.registry import known_defects
from hospital.defects.settings import defect_settings

SMALL = ["generate", "--engine", "duckdb", "--patients", "5"]


def test_profiles_name_classes_in_planting_order() -> None:
    known = known_defects()
    assert defect_settings("none").classes == ()
    assert defect_settings("standard").classes == tuple(known)
    orders = [known[name].order for name in defect_settings("standard").classes]
    assert orders == sorted(orders)
    repairable = defect_settings("repairable").classes
    assert repairable == tuple(name for name in known if known[name].is_repairable)
    assert 0 < len(repairable) < len(known)


def test_a_list_of_classes_may_have_spaces_and_any_order() -> None:
    assert defect_settings("padding, letter_case").classes == ("letter_case", "padding")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--defects", "typos"], "--defects names 'typos', which is no class of defects"),
        (["--defects", "padding,typos"], "letter_case, padding, inner_spaces"),
        (["--defects", "padding,"], "--defects names ''"),
        (["--defects", "standard,padding"], "--defects names 'standard'"),
        (["--defect-rate", "1.01"], "--defect-rate is 1.01; give a number from 0 to 1"),
        (["--defect-rate", "-0.1"], "--defect-rate is -0.1"),
        (["--defect-rate", "nan"], "--defect-rate is nan"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    options: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DUCKDB_PATH", str(tmp_path / "test.duckdb"))
    assert cli.run([*SMALL, *options]) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("error: ")
    assert errors.count("\n") == 1
    assert message in errors
    assert list(tmp_path.iterdir()) == []


def test_every_class_is_planted_unless_told_otherwise(tmp_path: Path) -> None:
    output = tmp_path / "data"
    assert (
        cli.run(["generate", "--engine", "parquet", "--output", str(output), "--patients", "5"])
        == 0
    )
    manifest = json.loads((output / "_manifest.json").read_text())
    assert manifest["settings"]["defects"] == {"classes": list(known_defects()), "rate": 0.002}
