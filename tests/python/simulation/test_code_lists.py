from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from hospital import cli
from hospital.advancing.advance import advance
from hospital.code_lists import code_list_settings, read_code_lists
from hospital.config import CodeListSettings, GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.errors import SettingError
from hospital.generation import generate
from hospital.sinks.duckdb import DuckDBSink

from .generated import Tables, tables_of

PLAIN = GenerateConfig(seed=9, patients=60)
DIAGNOSES = """icd10_code,icd10_description,notes
I10,High blood pressure,of no use
A00.0,"Cholera, classical",
 E11.9 , Sugar   disease ,
"""
PROCEDURES = """cpt_code,cpt_description,charge_usd
0071T,Something new,
99213,Visit of fifteen minutes,1234.50
"""


def _lists(folder: Path, **files: str) -> CodeListSettings:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return code_list_settings(folder)


def _labels(tables: Tables, table: str) -> dict[str, tuple[int, str]]:
    return {code: (number, label) for number, code, label in zip(
        *(column.to_pylist() for column in tables[table].columns[:3]), strict=True
    )}  # fmt: skip


def _different(tables: Tables, others: Tables) -> list[str]:
    """The tables that differ, but for data_loads, in which another load is told apart."""
    names = [name for name in tables if not others[name].equals(tables[name])]
    names.remove("data_loads")
    return names


@pytest.fixture(scope="module")
def plain() -> Tables:
    return tables_of(PLAIN)


def test_labels_replace_ours_and_further_codes_follow_them(plain: Tables, tmp_path: Path) -> None:
    own = tables_of(replace(PLAIN, code_lists=_lists(tmp_path, diagnoses=DIAGNOSES)))
    before, after = _labels(plain, "diagnoses"), _labels(own, "diagnoses")
    assert after.pop("A00.0") == (len(before) + 1, "Cholera, classical")
    assert after["I10"] == (before["I10"][0], "High blood pressure")
    assert after["E11.9"] == (before["E11.9"][0], "Sugar disease")
    changed = {code for code in before if after[code] != before[code]}
    assert changed == {"I10", "E11.9"}
    assert set(after) == set(before)
    assert _different(plain, own) == ["diagnoses"]


def test_prices_change_claims_and_nothing_else(plain: Tables, tmp_path: Path) -> None:
    own = tables_of(replace(PLAIN, code_lists=_lists(tmp_path, procedures=PROCEDURES)))
    assert _different(plain, own) == ["procedures", "billing"]
    assert _labels(own, "procedures")["0071T"] == (
        plain["procedures"].num_rows + 1,
        "Something new",
    )
    before, after = (tables["billing"].column("claim_amount") for tables in (plain, own))
    assert pc.sum(after).as_py() > pc.sum(before).as_py()


def test_prices_may_be_missing(plain: Tables, tmp_path: Path) -> None:
    lists = _lists(tmp_path, procedures="cpt_description,cpt_code\nA visit,99213\n")
    own = tables_of(replace(PLAIN, code_lists=lists))
    assert _different(plain, own) == ["procedures"]


def test_workers_and_dirt_do_not_matter(tmp_path: Path) -> None:
    lists = _lists(tmp_path, diagnoses=DIAGNOSES, procedures=PROCEDURES)
    config = replace(
        PLAIN, code_lists=lists, block_size=20, defects=defect_settings("standard", 0.05)
    )
    contents = []
    for workers in (1, 2):
        sink = DuckDBSink(tmp_path / f"{workers}.duckdb", "oltp")
        generate(replace(config, workers=workers), sink, replace=False)
        contents.append(_stored(sink))
    assert contents[0] == contents[1]
    ids = contents[0]["diagnoses"].column("diagnosis_id")
    assert pc.count_distinct(ids).as_py() == len(ids)


def test_the_hospital_lives_on_with_its_lists(tmp_path: Path) -> None:
    lists = _lists(tmp_path, diagnoses=DIAGNOSES, procedures=PROCEDURES)
    later = replace(PLAIN, code_lists=lists, as_of=date(2025, 3, 31))
    moved, direct = (DuckDBSink(tmp_path / f"{name}.duckdb", "oltp") for name in "ab")
    generate(replace(later, as_of=date(2025, 3, 1)), moved, replace=False)
    advance(moved, later.as_of)
    generate(later, direct, replace=False)
    assert _stored(moved) == _stored(direct)


def _stored(sink: DuckDBSink) -> dict[str, pa.Table]:
    with duckdb.connect(str(sink.path), read_only=True) as connection:
        return {
            name: connection.sql(f"select * from oltp.{name} order by 1").to_arrow_table()
            for name in ("diagnoses", "procedures", "billing", "encounter_diagnoses")
        }


def test_lists_that_changed_since_are_refused(tmp_path: Path) -> None:
    settings = _lists(tmp_path, diagnoses=DIAGNOSES)
    (tmp_path / "diagnoses.csv").write_text("icd10_code,icd10_description\nI10,Other\n")
    with pytest.raises(SettingError, match="no longer those that the data are made with"):
        read_code_lists(settings)


BAD = {
    "icd10_code,meaning\nI10,x\n": "diagnoses.csv line 1: there must be one column icd10_descr",
    "": "diagnoses.csv line 1: there must be one column icd10_code",
    "icd10_code,icd10_description,icd10_code\n": "diagnoses.csv line 1: there must be one column",
    "icd10_code,icd10_description\nI10,x\n\nE119,y\n": "diagnoses.csv line 4: 'E119' is no ICD-10",
    "icd10_code,icd10_description\ni10,x\n": "diagnoses.csv line 2: 'i10' is no ICD-10-CM code",
    "icd10_code,icd10_description\nI10,x\nI10,y\n": "diagnoses.csv line 3: I10 stands there a",
    "icd10_code,icd10_description\nI10,  \n": "diagnoses.csv line 2: I10 has no label in icd10",
    "icd10_code,icd10_description\nI10,a,b\n": "diagnoses.csv line 2: 3 values for 2 columns",
    "icd10_code,icd10_description\nI10\n": "diagnoses.csv line 2: 1 values for 2 columns",
    'icd10_code,icd10_description\n"I10,x\n': "diagnoses.csv line 2: unexpected end of data",
    f"icd10_code,icd10_description\nI10,{'x' * 256}\n": "diagnoses.csv line 2: the label of I10 ha",
    "icd10_code,icd10_description\nI10,caf\udce9\n": "diagnoses.csv line 2: this is not UTF-8",
}
BAD_PROCEDURES = {
    "cpt_code,cpt_description\n9921,x\n": "procedures.csv line 2: '9921' is no CPT or HCPCS",
    "cpt_code,cpt_description\ng0439,x\n": "procedures.csv line 2: 'g0439' is no CPT or HCPCS",
    **{
        f"cpt_code,cpt_description,charge_usd\n99213,x,{charge}\n": (
            f"procedures.csv line 2: charge_usd is '{charge}'; give US dollars"
        )
        for charge in ("dear", "0", "-1", "1.005", "NaN", "1e9")
    },
}
CASES = [("diagnoses", text, said) for text, said in BAD.items()] + [
    ("procedures", text, said) for text, said in BAD_PROCEDURES.items()
]


def _refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    arguments = ["generate", "--engine", "duckdb", "--patients", "5", "--code-lists", str(folder)]
    assert cli.run(arguments) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    return errors


@pytest.mark.parametrize(("name", "text", "message"), CASES, ids=[case[2] for case in CASES])
def test_a_bad_line_is_named_and_nothing_is_written(
    name: str,
    text: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DUCKDB_PATH", str(tmp_path / "h.duckdb"))
    (tmp_path / f"{name}.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert message in _refused(tmp_path, capsys)
    assert not (tmp_path / "h.duckdb").exists()


def test_a_folder_that_is_none_or_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is no folder" in _refused(tmp_path / "missing", capsys)
    assert "holds neither diagnoses.csv nor procedures.csv" in _refused(tmp_path, capsys)
    (tmp_path / "diagnoses.csv").mkdir()
    assert "cannot be read: Is a directory" in _refused(tmp_path, capsys)
