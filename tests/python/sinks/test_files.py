"""Parquet and CSV: every value comes back, and only what the simulator wrote is ever touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest

from hospital.config import FileFormat, GenerateConfig
from hospital.errors import DataExistsError, HospitalError, LoadError, SettingError
from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME, TABLES
from hospital.sinks import Block, Sink, file_sink_for
from hospital.sinks.folder import address_below, explained, folder_at

from .sample import NASTY, blocks

CONFIG = GenerateConfig(seed=7, patients=26)


@pytest.fixture(params=list(FileFormat))
def file_format(request: pytest.FixtureRequest) -> FileFormat:
    return FileFormat(request.param)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "a" / "hospital"


@pytest.fixture
def sink(file_format: FileFormat, place: Path) -> Sink:
    return file_sink_for(file_format, str(place), CONFIG)


def written(place: Path, file_format: FileFormat, table: str) -> pa.Table:
    """A table as a reader with its declared schema finds it."""
    schema = arrow_schema(BY_NAME[table])
    if file_format is FileFormat.PARQUET:
        return pa.dataset.dataset(place / table, schema=schema).to_table().sort_by(schema.names[0])
    return pa.csv.read_csv(
        place / f"{table}.csv",
        parse_options=pa.csv.ParseOptions(newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    ).sort_by(schema.names[0])


def given(table: str) -> pa.Table:
    """The same table as the blocks gave it."""
    schema = arrow_schema(BY_NAME[table])
    found = [block[table] for block in blocks() if table in block]
    return pa.concat_tables(found or [schema.empty_table()]).cast(schema)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_value_comes_back(sink: Sink, place: Path, file_format: FileFormat) -> None:
    counts = sink.load(blocks(), replace=False)
    assert counts["patients"] == 2 * len(NASTY)
    for table in TABLES:
        found = written(place, file_format, table.name).cast(arrow_schema(table))
        assert found.equals(given(table.name)), table.name


def test_the_parquet_files_are_as_spark_wants_them(place: Path) -> None:
    file_sink_for(FileFormat.PARQUET, str(place), CONFIG).load(blocks(), replace=False)
    for table in TABLES:
        parts = sorted((place / table.name).iterdir())
        assert [part.name for part in parts if part.suffix != ".parquet"] == []
        for part in parts:
            assert pq.read_schema(part).equals(arrow_schema(table))
    assert [part.name for part in sorted((place / "patients").iterdir())] == [
        "part-00001.parquet",
        "part-00002.parquet",
    ]
    billing = pq.ParquetFile(place / "billing" / "part-00001.parquet").schema
    types = {column.name: str(column.logical_type) for column in billing}
    assert types["claim_amount"] == "Decimal(precision=12, scale=2)"
    assert types["claim_date"] == "Date"
    assert "isAdjustedToUTC=false, timeUnit=microseconds" in types["created_at"]


def test_duckdb_reads_both_formats_alike(tmp_path: Path) -> None:
    for file_format in FileFormat:
        file_sink_for(file_format, str(tmp_path / file_format), CONFIG).load(
            blocks(), replace=False
        )
    read = "select billing_id, claim_amount, paid_amount, created_at from {} order by 1"
    from_parquet, from_csv = (
        duckdb.sql(read.format(source)).fetchall()
        for source in (
            f"'{tmp_path}/parquet/billing/*.parquet'",
            f"read_csv('{tmp_path}/csv/billing.csv', types={{'claim_amount': 'decimal(12,2)'}})",
        )
    )
    assert len(from_parquet) == 2 * len(NASTY)
    assert from_csv == from_parquet


def test_csv_has_a_plain_line_of_names_and_quotes_text_only(place: Path) -> None:
    file_sink_for(FileFormat.CSV, str(place), CONFIG).load(blocks(1), replace=False)
    names, line = (place / "data_loads.csv").read_text().splitlines()
    assert names == ",".join(BY_NAME["data_loads"].column_names)
    assert line == '1,42,1,2024-02-29,2024-02-29,"x"'
    patients = (place / "patients.csv").read_bytes()
    assert b',"quote \' "" `",' in patients
    assert b"\r\n" not in patients


def test_the_manifest_tells_settings_rows_and_checksums(
    sink: Sink, place: Path, file_format: FileFormat
) -> None:
    counts = sink.load(blocks(), replace=False)
    manifest = json.loads((place / "_manifest.json").read_text())
    assert manifest["format"] == file_format
    assert manifest["settings"]["seed"] == CONFIG.seed
    assert manifest["settings"]["as_of"] == "2025-12-31"
    assert {name: entry["rows"] for name, entry in manifest["tables"].items()} == {
        table.name: counts.get(table.name, 0) for table in TABLES
    }
    assert manifest["tables"]["encounter_diagnoses"]["checksum"] == "0" * 16
    files = set(everything(place))
    assert files == {*manifest["files"], "_manifest.json", "_SUCCESS"}


def test_an_output_is_replaced_only_when_asked(
    sink: Sink, place: Path, file_format: FileFormat
) -> None:
    sink.load(blocks(2), replace=False)
    before = everything(place)
    with pytest.raises(DataExistsError, match="holds a simulation; give --replace"):
        sink.load(blocks(1), replace=False)
    assert everything(place) == before

    sink.load(blocks(1), replace=True)
    assert written(place, file_format, "patients").num_rows == len(NASTY)
    sink.load(blocks(2), replace=True)
    assert everything(place) == before


def test_one_format_replaces_the_other(tmp_path: Path) -> None:
    for file_format in (FileFormat.PARQUET, FileFormat.CSV, FileFormat.PARQUET):
        sink = file_sink_for(file_format, str(tmp_path / "both"), CONFIG)
        sink.load(blocks(), replace=True)
        fresh = file_sink_for(file_format, str(tmp_path / file_format), CONFIG)
        fresh.load(blocks(), replace=True)
        assert everything(tmp_path / "both") == everything(tmp_path / file_format)


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("earlier", [False, True])
def test_a_load_that_dies_leaves_what_was_there(
    sink: Sink, place: Path, error: BaseException, earlier: bool
) -> None:
    def dying() -> Iterator[Block]:
        yield from blocks(1)
        raise error

    if earlier:
        sink.load(blocks(2), replace=False)
    before = everything(place.parent)
    with pytest.raises(type(error)):
        sink.load(dying(), replace=True)
    assert everything(place.parent) == before
    assert place.exists() is earlier


@pytest.mark.parametrize("moved", [0, 3])
def test_a_load_that_was_cut_off_is_cleared_by_the_next(
    sink: Sink, place: Path, moved: int
) -> None:
    """It was killed before it moved the first file into place, or among the files."""
    sink.load(blocks(2), replace=False)
    complete = everything(place)
    names = sorted(json.loads(complete["_manifest.json"])["files"])
    loading = place / "_loading"
    for name in names[moved:]:
        (loading / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).rename(loading / name)
    (place / "_SUCCESS").unlink()
    (place / "_manifest.json").rename(loading / "_manifest.json")
    (place / "notes.txt").write_text("mine")

    with pytest.raises(DataExistsError, match="broken off has left; give --replace"):
        sink.load(blocks(1), replace=False)
    sink.load(blocks(2), replace=True)
    assert everything(place) == complete | {"notes.txt": b"mine"}


@pytest.mark.parametrize("name", ["notes.txt", "encounters/mine.parquet", "encounters.csv"])
def test_a_folder_with_files_of_others_is_refused(sink: Sink, place: Path, name: str) -> None:
    (place / name).parent.mkdir(parents=True)
    (place / name).write_text("mine")
    for replace in (False, True):
        with pytest.raises(DataExistsError, match=f"holds {name}, which the simulator did not"):
            sink.load(blocks(1), replace=replace)
    assert everything(place) == {name: b"mine"}


def test_a_file_among_the_simulators_is_not_deleted_and_no_reader_takes_it_for_data(
    sink: Sink, place: Path
) -> None:
    sink.load(blocks(1), replace=False)
    (place / "patients").mkdir(exist_ok=True)
    (place / "patients" / "mine.parquet").write_text("mine")
    with pytest.raises(DataExistsError, match=r"holds patients/mine\.parquet"):
        sink.load(blocks(1), replace=True)
    (place / "patients" / "mine.parquet").rename(place / "mine.parquet")
    sink.load(blocks(2), replace=True)
    assert (place / "mine.parquet").read_text() == "mine"


@pytest.mark.parametrize("content", ["[]", "{}", '{"files": [1]}'])
def test_a_manifest_of_another_program_is_no_leave_to_replace(
    sink: Sink, place: Path, content: str
) -> None:
    place.mkdir(parents=True)
    (place / "_manifest.json").write_text(content)
    with pytest.raises(DataExistsError, match="give another --output"):
        sink.load(blocks(1), replace=True)
    assert everything(place) == {"_manifest.json": content.encode()}


def test_a_manifest_cannot_make_it_delete_files_elsewhere(sink: Sink, place: Path) -> None:
    sink.load(blocks(1), replace=False)
    outside = place.parent / "outside.txt"
    outside.write_text("mine")
    manifest = json.loads((place / "_manifest.json").read_text())
    manifest["files"] += ["../outside.txt", str(outside)]
    (place / "_manifest.json").write_text(json.dumps(manifest))
    sink.load(blocks(1), replace=True)
    assert outside.read_text() == "mine"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "--output is empty"),
        ("nope://bucket/folder", "--output 'nope://bucket/folder' cannot be used"),
        ("file://host/folder", "--output 'file://host/folder' cannot be used"),
        ("file:///", "names no folder"),
        ("/", "names no folder"),
    ],
)
def test_an_address_that_cannot_be_used(
    file_format: FileFormat, address: str, message: str
) -> None:
    with pytest.raises(SettingError, match=message):
        file_sink_for(file_format, address, CONFIG).load(blocks(1), replace=False)


def test_the_secret_of_an_address_is_not_told() -> None:
    sink = file_sink_for(FileFormat.PARQUET, "nope://key:se/cret@bucket/folder", CONFIG)
    assert sink.name == "nope://…@bucket/folder"
    with pytest.raises(SettingError, match="nope://…@bucket/folder") as refused:
        sink.load(blocks(1), replace=False)
    assert "cret" not in str(refused.value)


def test_a_file_uri_is_the_same_folder(file_format: FileFormat, tmp_path: Path) -> None:
    for name, address in (("path", f"{tmp_path}/path"), ("uri", f"file://{tmp_path}/uri")):
        file_sink_for(file_format, address, CONFIG).load(blocks(), replace=False)
        assert (tmp_path / name / "_SUCCESS").exists()
    assert everything(tmp_path / "path") == everything(tmp_path / "uri")


@pytest.mark.parametrize("below", ["file", "file/below", "file/deep/below"])
def test_a_place_that_cannot_be_written(
    file_format: FileFormat, tmp_path: Path, below: str
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LoadError) as refused:
        file_sink_for(file_format, str(tmp_path / below), CONFIG).load(blocks(1), replace=True)
    assert str(tmp_path / below) in str(refused.value)
    assert everything(tmp_path) == {"file": b"mine"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "the disk of out is full; free space"),
        (PermissionError(13, "Permission\ndenied"), "cannot write to out: [Errno 13] Permission"),
        (pa.ArrowIOError("two\nlines"), "cannot write to out: two lines"),
    ],
)
def test_each_failure_is_one_line(error: Exception, said: str) -> None:
    message: HospitalError = explained(error, folder_at("out"))
    assert said in str(message)
    assert "\n" not in str(message)


def test_the_answer_key_lies_below_the_folder_of_a_uri() -> None:
    assert address_below("out/", "_answer_key") == "out/_answer_key"
    assert address_below("s3://b/f?region=x", "_answer_key") == "s3://b/f/_answer_key?region=x"
