"""What the report page reads: marts as columns, the scorecard's file, the benchmark's files."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hospital.config import Engine
from hospital.errors import HospitalError, NotBuiltError, SettingError
from hospital.report import document, sources
from hospital.report.columns import columnar

RUN = {"question": "pairs", "contestant": "star", "is_warm": True, "seconds": 0.5}
BENCHMARK = {"engine": "mysql", "server_version": "8.4", "encounter_count": 10, "runs": [RUN]}


def test_columns_hold_each_text_once_and_every_value() -> None:
    rows = [("b", 1, Decimal("0.10")), (None, None, Decimal("12345678901.23")), ("a", 3, None)]
    assert columnar(["name", "count", "amount"], rows) == {
        "name": {"words": ["a", "b"], "index": [1, -1, 0]},
        "count": {"values": [1, None, 3]},
        "amount": {"values": [0.1, 12345678901.23, None]},
    }
    assert columnar(["name", "count"], []) == {"name": {"values": []}, "count": {"values": []}}


def test_an_unbuilt_star_says_what_to_run(tmp_path: Path) -> None:
    file = tmp_path / "empty.duckdb"
    duckdb.connect(str(file)).close()
    with pytest.raises(NotBuiltError, match="run 'hospital generate --engine duckdb'"):
        sources.read_marts(Engine.DUCKDB, {"DUCKDB_PATH": str(file)})


def test_a_file_that_is_no_scorecard_is_named(tmp_path: Path) -> None:
    file = tmp_path / "scorecard.csv"
    assert sources.read_scorecard(file) is None
    file.write_text("data,id\nby hand,T001\n")
    with pytest.raises(HospitalError, match=r"scorecard\.csv is no scorecard \('metric'\)"):
        sources.read_scorecard(file)


def test_the_benchmark_of_the_most_encounters_counts(tmp_path: Path) -> None:
    assert sources.read_benchmark(tmp_path) is None
    for count in (10, 30, 20):
        content = BENCHMARK | {"encounter_count": count}
        (tmp_path / f"questions_{count}.json").write_text(json.dumps(content))
    found = sources.read_benchmark(tmp_path)
    assert found is not None
    assert found["encounter_count"] == 30
    assert found["runs"]["seconds"] == {"values": [0.5]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"engine": "mysql"}, "'encounter_count' is missing"),
        (BENCHMARK | {"encounter_count": "many"}, "encounter_count is no whole number"),
        (BENCHMARK | {"runs": [RUN | {"seconds": "0.5"}]}, "a run's seconds is '0.5'"),
        (BENCHMARK | {"runs": [{"question": "pairs"}]}, "'contestant' is missing"),
        ([BENCHMARK], "is no benchmark"),
    ],
)
def test_a_wrong_benchmark_is_named_with_its_fault(
    content: Any, message: str, tmp_path: Path
) -> None:
    (tmp_path / "questions_runs.json").write_text(json.dumps(content))
    with pytest.raises(HospitalError, match=message) as raised:
        sources.read_benchmark(tmp_path)
    assert "questions_runs.json is no benchmark" in str(raised.value)


def test_the_page_is_whole_whatever_the_data_hold(tmp_path: Path) -> None:
    content = {"tables": {}, "note": "</script><!-- /*SCRIPTS*/ \u2028"}
    text = document.html(content)
    assert text == document.html(content)
    assert text.count("</script>") == 3
    _, _, rest = text.partition('id="data">')
    assert json.loads(rest.partition("</script>")[0]) == content
    document.write(text, tmp_path / "deep" / "page.html")
    assert (tmp_path / "deep" / "page.html").read_text(encoding="utf-8") == text
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["page.html"]
    with pytest.raises(SettingError, match="give another --output"):
        document.write(text, tmp_path / "deep" / "page.html" / "page.html")
