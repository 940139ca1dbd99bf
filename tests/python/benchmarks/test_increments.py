"""The benchmark of increments: it changes what it says, times models alone, and proves results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from hospital import cli
from hospital.benchmarks.increments import measuring
from hospital.benchmarks.increments.changes import change_encounters, encounter_count, statements
from hospital.benchmarks.increments.checksums import checksums, require_equal
from hospital.benchmarks.increments.measuring import (
    OF_ALL_AGES,
    SHARES,
    Benchmark,
    Run,
    measure,
    times,
)
from hospital.benchmarks.increments.page import page
from hospital.config import Engine, GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.errors import DifferenceFoundError
from hospital.generation import generate
from hospital.sinks import sink_for
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import Mart
from hospital.verification.scratch import running_servers, scratch_databases, scratch_folder

_REFRESH = Run("full refresh", None, False, 0, 0, 100.0, 150.0, 0.5, {"fact_encounters": 40.0})


@pytest.fixture(scope="module")
def source() -> Iterator[dict[str, str]]:
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        servers = stack.enter_context(running_servers([Engine.MYSQL]))
        settings = servers[Engine.MYSQL]
        environment = stack.enter_context(scratch_databases(Engine.MYSQL, settings, folder))
        sink = sink_for(Engine.MYSQL, environment)
        generate(GenerateConfig(patients=60), sink, replace=False)
        yield environment


def rows(environment: dict[str, str], columns: str, table: str, condition: str = "true") -> Any:
    with open_reader(Engine.MYSQL, environment) as reader:
        name = f"{environment['OLTP_DATABASE']}.{table}"
        return reader.rows(f"select {columns} from {name} where {condition} order by 1")


def test_a_share_of_the_encounters_is_changed_on_the_next_day(source: dict[str, str]) -> None:
    total = encounter_count(Engine.MYSQL, source)
    ((before,),) = rows(source, "as_of_date", "data_loads")
    changed = change_encounters(Engine.MYSQL, source, 0.2, 1)
    assert 0.1 * total < changed < 0.3 * total
    ((after,),) = rows(source, "as_of_date", "data_loads")
    assert (after - before).days == 1
    touched = set()
    for table in ("encounters", "billing", "encounter_diagnoses"):
        found = rows(source, "encounter_id, updated_at", table, f"received_at >= '{after}'")
        assert {moment for _, moment in found} == {datetime.combine(after, time(12))}
        touched |= {encounter for encounter, _ in found}
    assert len(touched) == changed
    assert change_encounters(Engine.MYSQL, source, 0.0, 2) == 0
    assert rows(source, "as_of_date", "data_loads") == [(after,)]


def test_the_deal_is_another_one_each_time(source: dict[str, str]) -> None:
    chosen = []
    for number in (3, 4):
        change_encounters(Engine.MYSQL, source, 0.3, number)
        ((day,),) = rows(source, "as_of_date", "data_loads")
        chosen.append(rows(source, "encounter_id", "encounters", f"received_at >= '{day}'"))
    assert chosen[0] != chosen[1]


@pytest.mark.parametrize(("of_all_ages", "years"), [(False, 1), (True, 2)])
def test_changes_are_young_unless_they_are_of_all_ages(
    source: dict[str, str], of_all_ages: bool, years: int
) -> None:
    change_encounters(Engine.MYSQL, source, 0.2, 5 + of_all_ages, of_all_ages)
    ((day,),) = rows(source, "as_of_date", "data_loads")
    changed = f"received_at = '{day} 12:00:00'"
    dates = [found for (found,) in rows(source, "encounter_date", "encounters", changed)]
    oldest = (day - dates[0].date()).days
    assert (years - 1) * 365 < oldest <= years * 365


@pytest.mark.parametrize("engine", [Engine.MYSQL, Engine.MARIADB])
def test_a_checksum_is_that_of_all_rows_and_columns(engine: Engine, tmp_path: Path) -> None:
    with ExitStack() as stack:
        servers = stack.enter_context(running_servers([engine]))
        environment = stack.enter_context(scratch_databases(engine, servers.get(engine), tmp_path))
        schema = environment["OLAP_DATABASE"]
        mart = Mart("core", schema, "mart", {"a": "bigint", "b": "varchar(9)"}, ("a",))

        def checksum_of(rows: str) -> tuple[int, int]:
            with statements(engine, environment) as run:
                run(f"create database if not exists {schema}")
                run(f"drop table if exists {schema}.mart")
                run(f"create table {schema}.mart (a bigint, b varchar(9))")
                run(f"insert into {schema}.mart values {rows}")
            return checksums(engine, environment, [mart])["mart"]

        different = [
            "(2, null)",
            "(2, '')",
            "(2, 'x')",
            "(2, 'X')",
            "(2, null), (2, null)",
            "(3, '')",
        ]
        assert len({checksum_of(f"(1, 'x'), {rows}") for rows in different}) == len(different)
        assert checksum_of("(1, 'x'), (2, null)") == checksum_of("(2, null), (1, 'x')")


def test_a_difference_names_the_mart() -> None:
    require_equal({"dim_date": (3, 7)}, {"dim_date": (3, 7)})
    with pytest.raises(DifferenceFoundError, match="dim_date is not what a full refresh makes"):
        require_equal({"dim_date": (3, 7)}, {"dim_date": (3, 8)})


def test_only_models_count_from_the_first_start_to_the_last_end(tmp_path: Path) -> None:
    def result(name: str, seconds: float, *minutes: tuple[str, str]) -> object:
        timing = [
            {"started_at": f"2026-01-01T{began}Z", "completed_at": f"2026-01-01T{ended}Z"}
            for began, ended in minutes
        ]
        return {"unique_id": name, "execution_time": seconds, "timing": timing}

    file = tmp_path / "run_results.json"
    file.write_text(
        json.dumps(
            {
                "results": [
                    result("seed.p.codes", 9.0, ("00:00:00", "00:00:09")),
                    result("model.p.one", 3.0, ("00:00:10", "00:00:11"), ("00:00:11", "00:00:13")),
                    result("model.p.two", 4.5, ("00:00:11", "00:00:15.500")),
                    result("model.p.skipped", 0.0),
                ]
            }
        )
    )
    assert times(file) == (5.5, 7.5, {"two": 4.5, "one": 3.0, "skipped": 0.0})


def test_the_page_gives_the_share_of_a_refresh() -> None:
    increments = [
        Run(
            "increment",
            share,
            of_all_ages,
            round(share * 1000),
            round(share * 1100),
            1.0 + 60 * share + 5 * of_all_ages,
            3.0,
            2.5,
            {},
        )
        for share, of_all_ages in [*((share, False) for share in SHARES), (OF_ALL_AGES, True)]
    ]
    refreshes = [_REFRESH, replace(_REFRESH, wall_seconds=140.0, dearest={"dim_date": 1.0})]
    runs = [refreshes[0], *increments, refreshes[1]]
    text = page(Benchmark("mysql", "9.7", 143, 1000, runs), "make it so", "a machine.")
    for line in (
        "Measured on a machine.",
        "MySQL 9.7, 143 patients with 1,000 encounters",
        "0.5 to 2.5",
        "| 0% | 0 | 0 | 1.0 s | 0.8% | 3.0 s | 2.0% |",
        "| 0.1% | 1 | 1 | 1.1 s | 0.9% | 3.0 s | 2.0% |",
        "| 20% | 200 | 220 | 13.0 s | 10.8% | 3.0 s | 2.0% |",
        "| 1% of all ages | 10 | 11 | 6.6 s | 5.5% | 3.0 s | 2.0% |",
        "100.0 s and 140.0 s",
        "| full refresh | `dim_date` | 1.00 s |",
    ):
        assert line in text


def test_raw_runs_are_kept_as_the_readme_describes() -> None:
    data = json.loads(Benchmark("mysql", "9.7", 143, 1000, [_REFRESH]).to_json())
    described = (Path(__file__).parents[3] / "docs" / "benchmarks" / "README.md").read_text()
    fields = [*data, *(f"runs[].{name}" for name in data["runs"][0])]
    section = described.partition("increments_<engine>")[2]
    assert [name for name in fields if f"| `{name}` |" not in section] == []


def test_an_increment_is_measured_and_proved() -> None:
    said: list[str] = []
    config = GenerateConfig(patients=40, defects=defect_settings("standard"))
    done = measure(Engine.MYSQL, config, [0.2], 1, said.append)
    assert [run.share for run in done.runs] == [None, 0.2, OF_ALL_AGES, None]
    assert all(0 < run.wall_seconds <= 2 * run.sum_seconds for run in done.runs)
    assert 0 < done.runs[1].changed_encounters <= done.runs[1].remade_encounters
    assert said[-1].endswith("marts equal to those of a full refresh")


def test_the_command_writes_the_page_and_the_raw_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    increments = [replace(_REFRESH, kind="increment", share=share) for share in SHARES]
    increments.append(replace(increments[0], share=OF_ALL_AGES, of_all_ages=True))
    done = Benchmark("mysql", "9.7", 143, 1000, [_REFRESH, *increments])
    monkeypatch.setattr(measuring, "measure", lambda *_arguments: done)
    file = tmp_path / "docs" / "increments.md"
    arguments = ["--engine", "mysql", "--patients", "143", "--write", str(file)]
    assert cli.run(["benchmark", "increments", *arguments]) == 0
    assert file.read_text() == capsys.readouterr().out.removesuffix("\n")
    assert "`hospital benchmark increments --engine mysql --patients 143" in file.read_text()
    assert (file.parent / "increments_mysql_1000.json").read_text() == done.to_json()
