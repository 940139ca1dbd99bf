from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from hospital import cli
from hospital.config import Engine, FileFormat, GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.errors import NotBuiltError
from hospital.generation import generate
from hospital.scorecard import measuring, source
from hospital.scorecard.coherence import Finding
from hospital.scorecard.measuring import Measures, Scorecard, Verdict, judge, measure, prepare
from hospital.scorecard.statements import statements
from hospital.scorecard.targets import Target, targets
from hospital.sinks import file_sink_for, sink_for

SMALL = GenerateConfig(seed=5, patients=250)
DIRTY = replace(SMALL, defects=defect_settings("standard", 0.02))
PERFECT = {(t.metric_file, t.measure): t.target for t in targets() if t.applies}


@pytest.fixture(scope="module")
def measures() -> Iterator[Measures]:
    with source.simulated(GenerateConfig(seed=3, patients=5_000)) as connection:
        prepare(connection)
        yield measure(connection)


@pytest.mark.parametrize("target", targets(), ids=lambda target: target.id)
def test_every_target_is_measured_or_has_a_reason(target: Target, measures: Measures) -> None:
    if target.applies:
        assert (target.metric_file, target.measure) in measures
    else:
        assert len(target.reason) > 20
        assert not target.metric_file


def test_targets_are_those_published() -> None:
    assert len(targets()) == 167
    assert len({target.id for target in targets()}) == 167
    assert all(target.low <= target.target <= target.high for target in targets())
    assert {t.metric_file for t in targets() if t.applies} == {
        f"{statement.name}.sql" for statement in statements("metrics")
    }
    assert [t.id for t in targets() if t.is_headline and not t.is_confirmed] == []
    assert sum(target.is_headline for target in targets()) == 29


def test_every_metric_says_what_it_measures() -> None:
    for statement in statements("metrics"):
        assert len(statement.comment.split()) > 12, statement.name


def _card(changes: Mapping[str, float | None], violations: int = 0) -> Scorecard:
    """Every figure on its target, but those given by id."""
    verdicts = [replace(v, measured=changes.get(v.target.id, v.measured)) for v in judge(PERFECT)]
    return Scorecard(verdicts, [Finding("a_rule", "A rule.", violations, "")])


def test_bounds_count_as_inside_and_no_figure_as_outside() -> None:
    [target] = [target for target in targets() if target.id == "T024"]
    measured = [4.2, 5.0, 4.199, 5.001, None]
    verdicts = [Verdict(target, value) for value in measured]
    assert [verdict.is_passed for verdict in verdicts] == [True, True, False, False, False]
    assert [verdict.word for verdict in verdicts] == ["pass", "pass", "fail", "fail", "no data"]


def test_a_tenth_may_fail_but_no_headline_figure() -> None:
    others = [t.id for t in targets() if t.applies and not t.is_headline]
    assert len(others) == 131
    assert _card(dict.fromkeys(others[:16])).is_passed  # 144 of 160
    assert not _card(dict.fromkeys(others[:17])).is_passed
    assert not _card({"T024": 4.1}).is_passed
    assert not _card({}, violations=1).is_passed
    assert _card({}).share == 1.0


@pytest.fixture
def perfect(monkeypatch: pytest.MonkeyPatch) -> None:
    """A simulation whose every figure is on target and that breaks no rule."""
    monkeypatch.setattr(measuring, "measure", lambda _connection: PERFECT)
    monkeypatch.setattr(measuring, "check", lambda _connection: [Finding("a_rule", "A.", 0, "")])


@pytest.mark.usefixtures("perfect")
def test_the_command_prints_and_writes_what_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "new" / "folder"
    arguments = ["scorecard", "--patients", "20", "--seed", "1", "--seed", "2"]
    assert cli.run([*arguments, "--output", str(output)]) == 0
    shown = capsys.readouterr().out
    assert "seed 2: 160 of 160 figures pass (100.0%, required 90%)" in shown
    assert "headline figures: 29 of 29; rows that break a rule: 0" in shown
    assert "not applicable: T054, body mass index is not stored" in shown
    with (output / "scorecard.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * 167
    assert {row["verdict"] for row in rows} == {"pass", "n/a"}
    assert len((output / "coherence.csv").read_text().splitlines()) == 3
    assert "svg" in ElementTree.parse(output / "scorecard.svg").getroot().tag
    assert sorted(path.name for path in output.iterdir()) == [
        "coherence.csv",
        "scorecard.csv",
        "scorecard.svg",
    ]


@pytest.mark.usefixtures("perfect")
def test_the_picture_is_the_same_for_the_same_data(tmp_path: Path) -> None:
    pictures = []
    for name in ("a", "b"):
        assert cli.run(["scorecard", "--patients", "20", "--output", str(tmp_path / name)]) == 0
        pictures.append((tmp_path / name / "scorecard.svg").read_bytes())
    assert pictures[0] == pictures[1]


def test_too_few_patients_fail_with_status_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["scorecard", "--patients", "40", "--output", str(tmp_path)]) == 1
    assert "figures pass" in capsys.readouterr().out
    assert (tmp_path / "scorecard.csv").exists()


@pytest.fixture(scope="module")
def truth() -> Scorecard:
    with source.simulated(SMALL) as connection:
        return measuring.score(connection)


@pytest.mark.parametrize("config", [SMALL, DIRTY], ids=["clean", "dirty"])
def test_stored_data_are_judged_without_their_faults(
    config: GenerateConfig, truth: Scorecard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {"DUCKDB_PATH": str(tmp_path / "h.duckdb"), "OLTP_DATABASE": "oltp"}
    sink = sink_for(Engine.DUCKDB, environment)
    generate(config, sink, replace=False)
    with source.stored(Engine.DUCKDB, environment) as connection:
        assert measuring.score(connection) == truth
    assert capsys.readouterr().err == ""


def test_dirty_data_without_their_key_are_judged_as_they_are(
    truth: Scorecard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {"DUCKDB_PATH": str(tmp_path / "h.duckdb"), "OLTP_DATABASE": "oltp"}
    sink = sink_for(Engine.DUCKDB, environment)
    generate(DIRTY, sink, replace=False)
    os.rename(sink.answer_key, tmp_path / "elsewhere")
    with source.stored(Engine.DUCKDB, environment) as connection:
        found = measuring.score(connection)
    assert found != truth
    assert found.violations > 0
    assert "no answer key of these data" in capsys.readouterr().err


def test_a_parquet_folder_is_judged_without_its_faults(truth: Scorecard, tmp_path: Path) -> None:
    address = str(tmp_path / "files")
    generate(DIRTY, file_sink_for(FileFormat.PARQUET, address, DIRTY), replace=False)
    with source.stored_as_parquet(address) as connection:
        assert measuring.score(connection) == truth


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit status and the one line on standard error."""
    status = cli.run(["scorecard", *arguments])
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    assert errors.startswith("error: ")
    return status, errors


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "give either --engine or --patients"),
        (["--engine", "duckdb", "--patients", "5"], 2, "give either --engine or --patients"),
        (["--engine", "duckdb", "--seed", "5"], 2, "--seed goes with --patients"),
        (["--engine", "parquet"], 2, "--input goes with --engine parquet"),
        (["--patients", "5", "--input", "x"], 2, "--input goes with --engine parquet"),
        (["--engine", "oracle"], 2, "oracle"),
        (["--patients", "0"], 1, "--patients is 0"),
        (["--patients", "5", "--seed", "-1"], 1, "--seed is -1"),
        (["--engine", "duckdb"], 1, "there is no file"),
        (["--engine", "parquet", "--input", "nowhere"], 1, "holds no complete simulation"),
    ],
)
def test_bad_input_is_one_line(
    arguments: list[str],
    status: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DUCKDB_PATH", raising=False)
    found, line = said(arguments, capsys)
    assert found == status
    assert message in line
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_tables_or_rows_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUCKDB_PATH", str(tmp_path / "h.duckdb"))
    duckdb.connect(str(tmp_path / "h.duckdb")).close()
    assert said(["--engine", "duckdb"], capsys)[0] == 1
    assert cli.run(["init", "--engine", "duckdb"]) == 0
    capsys.readouterr()
    assert "no encounters to measure" in said(["--engine", "duckdb"], capsys)[1]


@pytest.mark.usefixtures("perfect")
def test_a_folder_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    status = cli.run(["scorecard", "--patients", "20", "--output", str(tmp_path / "taken")])
    assert status == 1
    assert capsys.readouterr().err.count("give another --output") == 1


def test_no_encounters_is_an_error_of_the_library_too() -> None:
    with source.in_memory() as connection:
        connection.execute("create table encounters (encounter_id bigint)")
        with pytest.raises(NotBuiltError, match="no encounters"):
            prepare(connection)
