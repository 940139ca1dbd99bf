"""A dirty hospital: every fault is found, nothing else is, and what can be undone is undone."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from hospital.answer_key.stays import OUTCOMES
from hospital.cli import run
from hospital.config import Engine
from hospital.defects.registry import known_defects
from hospital.errors import DbtError, NotBuiltError
from hospital.verification.answers import check_answers
from hospital.verification.compare import BuiltStar, digests, first_difference
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import read_marts, run_dbt
from hospital.verification.scoring import (
    FUZZY,
    ClassScore,
    first_miss,
    read_faults,
    score_defects,
    scored,
)
from hospital.verification.true_stays import first_wrong_stay, score_stays

from .conftest import environment_of, execute

PATIENTS, SEED = 1_000, 11
UNDONE = (  # the classes whose faults leave no trace in the star
    *(name for name, defect in known_defects().items() if defect.is_repairable),
    "duplicate_patient",
    "duplicate_claim",
)


@dataclass(frozen=True)
class Dirty:
    """A built star, where its OLTP database and answer key are, and dbt's folder."""

    star: BuiltStar
    target: Path

    @property
    def environment(self) -> Mapping[str, str]:
        return self.star.environment


def built(folder: Path, defects: str) -> Dirty:
    """Simulates into a file of that folder and builds, without tests."""
    environment = environment_of(folder / "hospital.duckdb")
    options = {
        "--engine": "duckdb",
        "--patients": str(PATIENTS),
        "--seed": str(SEED),
        "--defects": defects,
        "--defect-rate": "0.01",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("OLTP_DATABASE", raising=False)
        patch.setenv("DUCKDB_PATH", environment["DUCKDB_PATH"])
        assert run(["generate", *(word for pair in options.items() for word in pair)]) == 0
    target = folder / "target"
    arguments = ["build", "--exclude-resource-type", "test", "unit_test"]
    run_dbt(arguments, Engine.DUCKDB, environment, target)
    return Dirty(BuiltStar(Engine.DUCKDB, environment, read_marts(target)), target)


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> Dirty:
    return built(tmp_path_factory.mktemp("dirty"), "standard")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Dirty:
    return built(tmp_path_factory.mktemp("clean"), "none")


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Dirty:
    return built(tmp_path_factory.mktemp("mended"), ",".join(UNDONE))


def without_quality(star: BuiltStar) -> BuiltStar:
    marts = [mart for mart in star.marts if mart.layer != "quality"]
    return BuiltStar(star.engine, star.environment, marts)


def test_the_star_of_repairable_dirt_is_that_of_clean_data(clean: Dirty, mended: Dirty) -> None:
    stars = [without_quality(each.star) for each in (clean, mended)]
    planted = read_faults(Path(mended.environment["DUCKDB_PATH"]).with_suffix(".answer_key"), LOADS)
    assert {name for *_, name in planted} == set(UNDONE)
    assert len(stars[0].marts) > 15
    assert first_difference(stars, [digests(star) for star in stars]) is None


@pytest.mark.parametrize("data", ["clean", "mended"])
def test_every_stay_is_that_of_the_answer_key(data: str, request: pytest.FixtureRequest) -> None:
    hospital: Dirty = request.getfixturevalue(data)
    scores = score_stays(hospital.star.engine, hospital.environment)
    assert {score.reason for score in scores if score.true} == set(OUTCOMES) - {RARE}
    assert [(score.found, score.false) for score in scores] == [(score.true, 0) for score in scores]
    with open_reader(hospital.star.engine, hospital.environment) as reader:
        [(count,)] = reader.rows("select count(*) from healthcare_olap.fact_inpatient_stays")
    assert sum(score.true for score in scores) == count


def test_every_stay_within_reach_is_that_of_the_answer_key(dirty: Dirty) -> None:
    scores = score_stays(dirty.star.engine, dirty.environment)
    assert first_wrong_stay(scores) is None
    beyond = sum(score.out_of_reach for score in scores)
    assert 0 < beyond < 0.2 * sum(score.true for score in scores)


LOADS = [(SEED, PATIENTS)]
RARE = "Readmitted as planned"  # tests/scenarios/ has one


def test_every_fault_is_found_and_nothing_else(dirty: Dirty) -> None:
    scores = {score.name: score for score in score_defects(dirty.star.engine, dirty.environment)}
    assert set(scores) == {*known_defects(), "parent_quarantined"}
    assert all(scores[name].planted for name in known_defects())
    assert first_miss(scores.values()) is None
    for name in FUZZY:  # the rule compares names, so it is held to a figure and not to perfection
        assert (scores[name].recall or 0) >= 0.95
        assert (scores[name].precision or 0) >= 0.99


def test_the_answers_agree_on_dirty_data_and_the_raw_source_may_not(dirty: Dirty) -> None:
    check = check_answers(dirty.star.engine, dirty.environment)
    assert check.first_failure is None
    assert any(result.differing_cells for result in check.results)


def test_dbts_own_tests_pass_on_dirty_data(dirty: Dirty) -> None:
    arguments = ["test", "--exclude", "path:tests/macros", "test_type:unit"]
    run_dbt(arguments, dirty.star.engine, dirty.environment, dirty.target)


def copied(dirty: Dirty, folder: Path) -> Dirty:
    """A copy that a test may spoil or mend."""
    source = Path(dirty.environment["DUCKDB_PATH"])
    file = Path(shutil.copy(source, folder))
    shutil.copytree(source.with_suffix(".answer_key"), file.with_suffix(".answer_key"))
    return Dirty(BuiltStar(dirty.star.engine, environment_of(file), dirty.star.marts), dirty.target)


def test_a_mended_row_comes_back_with_what_belongs_to_it(dirty: Dirty, tmp_path: Path) -> None:
    copy = copied(dirty, tmp_path)
    key = Path(copy.environment["DUCKDB_PATH"]).with_suffix(".answer_key")
    swapped = sorted(
        row for _, row, _, name in read_faults(key, LOADS) if name == "discharge_before_admission"
    )
    [encounter, *_] = swapped

    def loaded() -> list[int]:
        tables = ("fact_encounters", "bridge_encounter_diagnosis")
        with open_reader(copy.star.engine, copy.environment) as reader:
            return [
                int(
                    reader.rows(
                        f"select count(*) from {reader.table('healthcare_olap', table)} "
                        f"where encounter_key = {encounter}"
                    )[0][0]
                )
                for table in tables
            ]

    assert loaded() == [0, 0]
    execute(
        copy.star,
        "update healthcare_oltp.encounters "
        "set discharge_date = encounter_date + interval 1 hour, received_at = current_timestamp "
        f"where encounter_id = {encounter}",
    )
    arguments = ["build", "--exclude-resource-type", "test", "unit_test"]
    run_dbt(arguments, copy.star.engine, copy.environment, tmp_path / "target")
    [facts, diagnoses] = loaded()
    assert facts == 1
    assert diagnoses >= 1
    with open_reader(copy.star.engine, copy.environment) as reader:
        mart = reader.table("healthcare_olap", "quality_quarantined_rows")
        assert not reader.rows(
            f'select 1 from {mart} where original_values like \'%"encounter_id": "{encounter}"%\''
        )


def test_the_tests_of_the_quality_marts_find_what_is_planted(
    dirty: Dirty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = copied(dirty, tmp_path)
    planted = (
        # a child that is loaded though its encounter is not
        "delete from healthcare_olap_staging.stg_oltp__encounter_diagnoses_quarantined "
        "where reason = 'parent_quarantined'",
        # a row that is lost: neither loaded nor listed
        "delete from healthcare_olap.quality_quarantined_rows where table_name = 'billing'",
        "update healthcare_olap.quality_reconciliation set loaded_row_count = 0 "
        "where table_name = 'patients'",
        # a merge that does not end, and a loaded row that is called merged
        "insert into healthcare_olap.quality_merges select 'patients', survivor_row_id, row_id, "
        "'duplicate_patient' from healthcare_olap.quality_merges where table_name = 'patients'",
        "update healthcare_olap.quality_repairs set value_after = 'Other' "
        "where rule_name = 'letter_case'",
    )
    for statement in planted:
        execute(copy.star, statement)
    with pytest.raises(DbtError, match="'dbt test' failed"):
        run_dbt(
            ["test", "--select", "path:tests/singular/quality", "quality_reconciliation"],
            copy.star.engine,
            copy.environment,
            tmp_path / "target",
        )
    told = capsys.readouterr().err
    for name in (
        "assert_children_of_quarantined_encounters_are_quarantined",
        "assert_every_source_row_has_one_end",
        "assert_merged_rows_end_at_a_row_that_is_kept",
        "assert_repairs_say_what_staging_says",
        "always_true_quality_reconciliation",
    ):
        assert name in told


def test_the_command_prints_the_score_and_fails_where_a_fault_was_missed(
    dirty: Dirty,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = copied(dirty, tmp_path)
    for name, value in copy.environment.items():
        monkeypatch.setenv(name, value)
    assert run(["quality", "--engine", "duckdb"]) == 0
    told = capsys.readouterr().out
    assert "discharge_before_admission" in told
    assert "Readmitted unplanned" in told
    stays = "healthcare_olap.fact_inpatient_stays"
    execute(
        copy.star,
        f"update {stays} set readmission_reason = 'No return' "
        "where readmission_reason = 'Returned without admission'",
    )
    assert run(["quality", "--engine", "duckdb"]) == 1
    assert "the stays and the answer key differ on duckdb; Returned" in capsys.readouterr().err
    execute(copy.star, "delete from healthcare_olap.quality_repairs where rule_name = 'padding'")
    assert run(["quality", "--engine", "duckdb"]) == 1
    assert "padding: 0 of" in capsys.readouterr().err


def test_faults_missed_and_false_alarms_are_told_apart() -> None:
    planted = {
        ("patients", 1, "city", "padding"),
        ("patients", 2, "city", "padding"),
        ("encounters", 3, "", "future_date"),
    }
    findings = {
        ("patients", 1, "city", "padding"),
        ("patients", 2, "last_name", "padding"),  # the right row, the wrong field
        ("encounters", 3, "", "future_date"),
        ("billing", 4, "", "parent_quarantined"),
        ("patients", 5, "phone", "missing_value"),
        ("patients", 6, "phone", "unreadable_value"),
    }
    scores = {score.name: score for score in scored(planted, findings)}
    assert scores["padding"] == ClassScore("padding", 2, 1, 1, 0)
    assert (scores["padding"].missed, scores["padding"].recall) == (1, 0.5)
    assert scores["future_date"].is_met
    assert scores["missing_value"].true_alarms_unplanted == 1
    assert scores["parent_quarantined"].is_met
    assert not scores["unreadable_value"].is_met
    assert str(first_miss(scores.values())).startswith("padding: 1 of 2 faults found, 1 false")
    alarms = Counter(name for *_, name in findings)
    assert sum(s.found + s.false_alarms + s.true_alarms_unplanted for s in scores.values()) == (
        alarms.total()
    )


def test_without_its_answer_key_data_are_not_scored(dirty: Dirty, tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="there is no answer key"):
        read_faults(tmp_path / "none.answer_key", LOADS)
    key = Path(dirty.environment["DUCKDB_PATH"]).with_suffix(".answer_key")
    with pytest.raises(NotBuiltError, match="other data"):
        read_faults(key, [(SEED + 1, PATIENTS)])
