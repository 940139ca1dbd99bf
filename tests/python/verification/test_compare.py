"""The comparison of engines finds what is planted, names it, and leaves nothing behind."""

from __future__ import annotations

from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from mysql.connector.abstracts import MySQLConnectionAbstract

from hospital.cli import run
from hospital.config import SERVER_ENGINES, Engine, GenerateConfig, ServerSettings
from hospital.errors import LoadError
from hospital.servers.connection import connect
from hospital.sinks import sink_for
from hospital.verification import compare
from hospital.verification.answers import Check
from hospital.verification.compare import (
    BuiltStar,
    Comparison,
    EngineResult,
    digests,
    first_difference,
)
from hospital.verification.dbt_project import Tally
from hospital.verification.findings import Findings
from hospital.verification.scratch import running_servers, scratch_databases

from .conftest import copied_star, execute


@pytest.fixture
def other(built_target: Path, tmp_path: Path) -> BuiltStar:
    """A second copy of the same star, as if another engine had built it."""
    folder = tmp_path / "other"
    folder.mkdir()
    return copied_star(built_target, folder)


def difference(star: BuiltStar, other: BuiltStar) -> str | None:
    return first_difference([star, other], [digests(star), digests(other)])


# clean data of a first load: nothing to merge or to quarantine, nothing restated
EMPTY = {"quality_merges", "quality_quarantined_rows", "revenue_restatements_by_reason"}


def test_the_same_star_has_no_difference_and_every_mart_is_read(
    star: BuiltStar, other: BuiltStar
) -> None:
    assert difference(star, other) is None
    read = digests(star)
    assert {"fact_encounters", "dim_date", "bridge_encounter_procedure"} <= set(read)
    assert {name for name, digest in read.items() if not digest.rows} == EMPTY


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "update healthcare_olap.fact_encounters set claim_amount = claim_amount + 0.01 "
            "where encounter_key = 10002",
            ("fact_encounters, encounter_key 10002: claim_amount is", "1 row of"),
        ),
        (
            "update healthcare_olap.dim_payer set payer_name = payer_name || ' ' "
            "where payer_key = 1",
            ("dim_payer, payer_key 1: payer_name is",),
        ),
        (
            "update healthcare_olap.dim_patient set valid_from = valid_from + interval 1 second",
            ("dim_patient, patient_key -1: valid_from is", "rows of dim_patient differ"),
        ),
        (
            "delete from healthcare_olap.bridge_encounter_diagnosis "
            "where encounter_diagnosis_key = 10001001",
            ("encounter_diagnosis_key 10001001: the row is missing on duckdb",),
        ),
        (
            "update healthcare_olap.monthly_encounters_by_specialty "
            "set unique_patient_count = 0 where encounter_type = 'ER'",
            ("monthly_encounters_by_specialty", "unique_patient_count is"),
        ),
    ],
)
def test_a_planted_difference_is_named_by_table_key_and_column(
    star: BuiltStar, other: BuiltStar, statement: str, words: tuple[str, ...]
) -> None:
    execute(other, statement)
    found = difference(star, other)
    assert found is not None
    assert all(word in found for word in words), found


def test_a_mart_that_only_one_engine_has_is_a_difference(star: BuiltStar, other: BuiltStar) -> None:
    fewer = BuiltStar(other.engine, other.environment, other.marts[1:])
    assert "other marts" in str(first_difference([star, fewer], [digests(star), digests(fewer)]))


def test_the_command_ends_with_one_at_a_difference(
    star: BuiltStar, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    result = EngineResult(
        Engine.DUCKDB, 1.0, 2.0, Tally(None, 3, 0, 0), digests(star), Check([], Findings())
    )
    comparison = Comparison([result, result], "dim_payer, payer_key 1: payer_name is …")
    monkeypatch.setattr(compare, "compare_engines", lambda *_: comparison)
    assert run(["compare", "--engines", "duckdb,mysql"]) == 1
    printed = capsys.readouterr()
    assert "fact_encounters" in printed.out
    assert printed.err.startswith("error: the engines differ; the first: dim_payer")


@pytest.mark.parametrize("engines", ["duckdb", "duckdb,duckdb", "duckdb,oracle", ""])
def test_engines_that_cannot_be_compared_are_refused(
    engines: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", "--engines", engines]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("engine", SERVER_ENGINES)
def test_scratch_databases_and_their_key_are_gone_on_failure_too(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.chdir(tmp_path)

    def fails_half_way(settings: ServerSettings, connection: MySQLConnectionAbstract) -> None:
        with scratch_databases(engine, settings, tmp_path) as environment:
            made.extend([environment["OLTP_DATABASE"], f"{environment['OLAP_DATABASE']}_staging"])
            with connection.cursor() as cursor:
                for name in made:
                    cursor.execute(f"create database {name}")
            assert databases(connection) >= set(made)
            Path(sink_for(engine, environment).answer_key).mkdir(parents=True)
            raise RuntimeError("half-way")

    with running_servers([engine]) as servers, closing(connect(servers[engine])) as connection:
        with pytest.raises(RuntimeError, match="half-way"):
            fails_half_way(servers[engine], connection)
        assert not databases(connection) & set(made)
    assert not any((tmp_path / "data").iterdir())


def databases(connection: MySQLConnectionAbstract) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("show databases")
        return {str(row[0]) for row in cursor.fetchall()}  # type: ignore[index]


def test_a_load_that_fails_ends_the_comparison_with_its_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "duckdb.duckdb").mkdir()  # where the scratch file should go
    monkeypatch.setattr(compare, "scratch_folder", lambda: nullcontext(tmp_path))
    with pytest.raises(LoadError, match=r"loading duckdb failed: cannot open .*duckdb[.]duckdb"):
        compare.compare_engines([Engine.DUCKDB], GenerateConfig(patients=1), lambda _line: None)
