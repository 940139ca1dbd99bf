"""Each kind of thing that happens to records in earnest happens to the simulated ones, rarely."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from hospital.history import Timeline, timeline_of
from hospital.simulation import clean_block

from .days import Tables, by_key, changes, config, days_from, shown

DAYS = days_from(date(2024, 9, 1), 91)[::3]
STAMPS = {"created_at", "updated_at", "received_at"}


@pytest.fixture(scope="module")
def quarter() -> list[Tables]:
    return shown(config(DAYS[-1], 1_500), DAYS)


@pytest.fixture(scope="module")
def updates(quarter: list[Tables]) -> Counter[tuple[str, frozenset[str]]]:
    """How often which columns of a table's row changed, but for the stamps."""
    found: Counter[tuple[str, frozenset[str]]] = Counter()
    for before, after in pairwise(quarter):
        for name in ("encounter_diagnoses", "encounter_procedures", "billing"):
            for _, old, new in changes(before, after, name):
                if old is not None and new is not None:
                    differing = {column for column in new if new[column] != old[column]}
                    found[name, frozenset(differing - STAMPS)] += 1
    return found


def seconds(row: dict[str, Any], first: str, second: str) -> float:
    delta: timedelta = row[second] - row[first]
    return delta.total_seconds()


def test_encounters_and_claims_are_entered_late(quarter: list[Tables]) -> None:
    rows = by_key(quarter[-1], "encounters").values()
    late = [row for row in rows if seconds(row, "encounter_date", "created_at") > 86_400]
    assert 0 < len(late) < len(rows) / 50
    claims = by_key(quarter[-1], "billing").values()
    sent = [
        row["created_at"] - datetime.combine(row["claim_date"], datetime.min.time())
        for row in claims
    ]
    assert 0 < sum(wait.days >= 7 for wait in sent) < len(sent) / 30


def test_children_come_with_a_late_encounter_and_never_before(quarter: list[Tables]) -> None:
    encounters = by_key(quarter[-1], "encounters")
    for name in ("encounter_diagnoses", "encounter_procedures", "billing"):
        for row in by_key(quarter[-1], name).values():
            assert row["created_at"] >= encounters[row["encounter_id"]]["created_at"]


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("encounter_diagnoses", {"diagnosis_id"}),
        ("encounter_diagnoses", {"diagnosis_sequence"}),
        ("encounter_procedures", {"procedure_id"}),
        ("billing", {"allowed_amount", "paid_amount"}),
        ("billing", {"allowed_amount", "paid_amount", "claim_status"}),
        ("encounter_diagnoses", set()),  # sent twice
        ("billing", set()),
    ],
)
def test_rows_are_corrected_decided_anew_or_sent_twice(
    updates: Counter[tuple[str, frozenset[str]]], table: str, columns: set[str]
) -> None:
    assert updates[table, frozenset(columns)] > 0


def test_a_correction_restores_the_truth(quarter: list[Tables]) -> None:
    truth = {
        row["encounter_diagnosis_id"]: row
        for row in clean_block(config(DAYS[-1], 1_500), 1)["encounter_diagnoses"].to_pylist()
    }
    mended = 0
    for before, after in pairwise(quarter):
        for key, old, new in changes(before, after, "encounter_diagnoses"):
            if old and new and old["diagnosis_id"] != new["diagnosis_id"]:
                assert new["diagnosis_id"] == truth[key]["diagnosis_id"]
                assert seconds(new, "created_at", "updated_at") > 0
                mended += 1
    assert mended > 0


def test_paid_claims_are_taken_back_and_given_again(quarter: list[Tables]) -> None:
    fates = defaultdict(list)
    for before, after in pairwise(quarter):
        for key, old, new in changes(before, after, "billing"):
            if old and new and old["claim_status"] != new["claim_status"]:
                fates[key].append((old["claim_status"], new["claim_status"]))
    turns = Counter(turn for fate in fates.values() for turn in fate)
    assert turns["Paid", "Denied"] > 0
    assert turns["Denied", "Paid"] > 0
    assert turns["Pending", "Paid"] > 50 * turns["Paid", "Denied"]


def test_money_of_a_claim_is_ordered(quarter: list[Tables]) -> None:
    for row in by_key(quarter[-1], "billing").values():
        if row["claim_status"] == "Pending":
            assert row["allowed_amount"] is None
            assert row["paid_amount"] is None
        else:
            assert 0 <= row["paid_amount"] <= row["allowed_amount"] <= row["claim_amount"]


def test_batches_arrive_out_of_order(quarter: list[Tables]) -> None:
    # a row that was written later is there on an evening on which an earlier one is not
    for name in ("encounters", "encounter_procedures", "billing"):
        overtaken = 0
        for before, after in pairwise(quarter):
            newest = pc.max(before[name].column("updated_at")).as_py()
            overtaken += sum(
                old is None and new is not None and new["updated_at"] < newest
                for _, old, new in changes(before, after, name)
            )
        assert overtaken > 0, name


def test_cancelled_encounters_vanish_with_their_children(quarter: list[Tables]) -> None:
    log = by_key(quarter[-1], "deleted_rows").values()
    gone = {row["row_id"] for row in log if row["table_name"] == "encounters"}
    children = {row["row_id"] // 1_000 for row in log if row["table_name"] != "encounters"}
    assert gone
    assert gone <= children
    ids = pa.array(gone, pa.int64())
    kinds = {
        row["encounter_type"]
        for tables in quarter
        for row in tables["encounters"].filter(pc.is_in(tables["encounters"][0], ids)).to_pylist()
    }
    assert kinds == {"Outpatient", "Inpatient"}


def log_of(table: str, tables: Tables) -> list[list[dict[str, Any]]]:
    """The versions of each patient or provider, in order of time."""
    found = defaultdict(list)
    for row in by_key(tables, f"{table}_versions").values():
        found[row[f"{table}_id"]].append(row)
    return [sorted(rows, key=lambda row: row["valid_from"]) for rows in found.values()]


def test_changes_are_dated_back(quarter: list[Tables]) -> None:
    for table in ("patient", "provider"):
        rows = [row for log in log_of(table, quarter[-1]) for row in log]
        assert sum(seconds(row, "valid_from", "received_at") > 86_400 for row in rows) > 0


def test_a_version_arrives_after_a_later_one() -> None:
    start = date(2024, 1, 1)
    settings = config(date(2026, 12, 31), 2_000, seed=3)
    timeline: Timeline = timeline_of(settings, 1, start)
    lasting, _ = timeline.shown(settings.as_of)
    arrived: dict[int, list[datetime]] = defaultdict(list)
    for row in sorted(
        lasting["patient_versions"].to_pylist(),
        key=lambda row: (row["patient_id"], row["valid_from"]),
    ):
        arrived[row["patient_id"]].append(row["received_at"])
    assert any(times != sorted(times) for times in arrived.values())


@pytest.mark.parametrize("table", ["patient", "provider"])
def test_names_change_and_change_back(quarter: list[Tables], table: str) -> None:
    turned = same_day = 0
    for log in log_of(table, quarter[-1]):
        for first, second, third in zip(log, log[1:], log[2:], strict=False):
            names = [(row["first_name"], row["last_name"]) for row in (first, second, third)]
            if names[0] == names[2] != names[1]:
                turned += 1
                same_day += second["valid_from"].date() == third["valid_from"].date()
    assert turned > 0
    assert same_day > 0


@pytest.mark.parametrize("table", ["patient", "provider"])
def test_the_record_is_the_latest_version_that_arrived(quarter: list[Tables], table: str) -> None:
    for tables in quarter[::10]:
        records = by_key(tables, f"{table}s")
        for log in log_of(table, tables):
            latest = log[-1]
            record = records[latest[f"{table}_id"]]
            shared = (record.keys() & latest.keys()) - {"received_at"}
            assert {name: record[name] for name in shared} == {
                name: latest[name] for name in shared
            }


def test_what_is_shown_is_the_truth_but_for_a_little(quarter: list[Tables]) -> None:
    settings = config(DAYS[-1], 1_500)
    for number in (0, 1):
        for name, rows in clean_block(settings, number).items():
            key = rows.schema.names[0]
            truth = {row[key]: row for row in rows.to_pylist()}
            known = by_key(quarter[-1], name)
            compared = set(rows.schema.names) - STAMPS
            differing = sum(
                key not in known or any(known[key][c] != row[c] for c in compared)
                for key, row in truth.items()
            )
            assert differing <= 0.01 * len(truth), name
            if not name.endswith("_versions"):
                assert len(known.keys() - truth.keys()) <= 0.003 * len(truth), name
