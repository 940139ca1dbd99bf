"""The data are the same everywhere: a change is always a decision."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

import hospital
from hospital.config import GenerateConfig, project_folder
from hospital.defects.settings import defect_settings
from hospital.generation import make_block
from hospital.sinks.blocks import Block

from .checksums import HOSPITALS, MANIFEST, Checksums, block_sizes, checksums_of

_ACCEPT = "the simulated data have changed; if that is meant, accept it with 'make checksums'"
_PACKAGES = ("simulation", "history", "defects", "answer_key")  # decide what the data are
_CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "urandom", "uuid4"}
_CHILD_STEP = 100_000_000  # a child's id is its mother's and this for each of her deliveries
_TWIN_STEP = 50_000_000_000  # a second registration's id is the first's and this
# of a row's id: how many per patient, by table; versions and encounters name their patient
_PER_PATIENT = {
    "patients": 1,
    "patient_versions": 1_000,
    "encounters": 10_000,
    "encounter_diagnoses": 10_000_000,
    "encounter_procedures": 10_000_000,
    "billing": 10_000_000,
}


@pytest.fixture(scope="module")
def found() -> dict[str, Checksums]:
    return {name: checksums_of(config) for name, config in HOSPITALS.items()}


@pytest.mark.parametrize("name", HOSPITALS)
def test_the_data_are_those_of_the_manifest(name: str, found: dict[str, Checksums]) -> None:
    assert found[name] == json.loads(MANIFEST.read_text())[name], _ACCEPT


def test_the_manifest_holds_every_table_and_dirt() -> None:
    manifest = json.loads(MANIFEST.read_text())
    assert set(manifest) == set(HOSPITALS)
    for name, tables in manifest.items():
        faults = tables["faults"].startswith("0 rows")
        assert faults == name.endswith("clean"), name
        assert int(tables["encounters"].split()[0]) > 2_000
        truth = manifest[name.replace("dirty", "clean")]
        assert tables["stays"] == truth["stays"]  # dirt changes no true stay
        assert tables["payers"] == truth["payers"]
        assert (tables["patients"] == truth["patients"]) == name.endswith("clean")


def test_a_changed_value_changes_the_checksum(monkeypatch: pytest.MonkeyPatch) -> None:
    config = GenerateConfig(patients=20)
    before = checksums_of(config)
    monkeypatch.setattr("hospital.simulation.model.PAYERS", (("Medicare", "Medicare "),) * 8)
    changed = {table for table, total in checksums_of(config).items() if total != before[table]}
    assert changed == {"payers"}


@pytest.mark.parametrize("name", block_sizes())
def test_the_size_of_blocks_does_not_matter_to_dirty_data(
    name: str, found: dict[str, Checksums]
) -> None:
    assert checksums_of(block_sizes()[name]) == found["seed 7, dirty"]


def _elsewhere(environment: dict[str, str]) -> Checksums:
    """The checksums of `seed 42, dirty` in a process with other surroundings."""
    program = (
        "import json; from tests.python.simulation.checksums import *; "
        "print(json.dumps(checksums_of(HOSPITALS['seed 42, dirty'])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project_folder(),
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    checksums: Checksums = json.loads(done.stdout)
    return checksums


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_time_zone_does_not_matter(zone: str, found: dict[str, Checksums]) -> None:
    """Fourteen hours before and twelve behind UTC: it is another day in one of them."""
    assert _elsewhere({"TZ": zone, "PYTHONHASHSEED": "7"}) == found["seed 42, dirty"]


def test_the_processor_does_not_matter(found: dict[str, Checksums]) -> None:
    """NumPy has other code for processors with fewer instructions; it must round the same."""
    usable = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    disabled = {"NPY_DISABLE_CPU_FEATURES": " ".join(usable)}
    assert _elsewhere(disabled) == found["seed 42, dirty"]


def _modules() -> list[Path]:
    root = Path(hospital.__file__).parent
    return [path for package in _PACKAGES for path in sorted((root / package).rglob("*.py"))]


@pytest.mark.parametrize("module", _modules(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_decides_on_the_data_reads_no_clock_and_no_other_randomness(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
                assert name not in _CLOCKS, f"line {node.lineno} calls {name}"
            case ast.Import(names=names):
                assert not {alias.name for alias in names} & {"random", "time", "uuid", "secrets"}
            case ast.ImportFrom(module=source):
                assert source not in {"random", "time", "uuid", "secrets"}
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random"):
                raise AssertionError(f"line {node.lineno} draws from numpy.random")


def _of_patient(block: Block, patient: int) -> dict[str, pa.Table]:
    """The rows of a patient, of her children, and of second registrations of either."""
    found = {}
    for name, per_patient in _PER_PATIENT.items():
        rows = block[name]
        owner = pc.divide(rows.column(0), per_patient)
        for step in (_TWIN_STEP, _CHILD_STEP):
            owner = pc.subtract(owner, pc.multiply(pc.divide(owner, step), step))
        found[name] = pa.Table.from_batches([rows.filter(pc.equal(owner, patient))])
    return found


@pytest.mark.parametrize("profile", ["none", "standard"])
def test_a_patient_is_the_same_among_a_thousand_and_among_a_hundred_thousand(profile: str) -> None:
    defects = defect_settings(profile, 0.2)  # a rate at which any one patient is hit
    few, many = (
        make_block(GenerateConfig(patients=patients, defects=defects), 1).block
        for patients in (1_000, 100_000)
    )
    assert many["patients"].num_rows > few["patients"].num_rows
    for patient in (42, 43, 44):
        mine, expected = _of_patient(few, patient), _of_patient(many, patient)
        assert sum(rows.num_rows for rows in mine.values()) > 10
        assert mine == expected


def test_the_reference_tables_are_the_same_at_every_number_of_patients() -> None:
    few, many = (make_block(GenerateConfig(patients=n), 0).block for n in (1_000, 100_000))
    different = {name for name in few if not few[name].equals(many[name])}
    assert different == {"data_loads"}
