"""The key's stays against the oracle's, which judges one encounter after another."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hospital.answer_key.stays import OUTCOMES, REASONS, true_stays
from hospital.config import GenerateConfig
from hospital.generation import simulate
from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME
from hospital.verification.stays import follow_stays

AS_OF = date(2024, 6, 30)
KNOWN_UNTIL = datetime(2024, 7, 1)
Row = dict[str, Any]
# Of an index stay, by any, inpatient and unplanned inpatient return.
OUTCOME_OF = {
    (True, True, True): "Readmitted unplanned",
    (True, True, False): "Readmitted as planned",
    (True, False, False): "Returned without admission",
    (False, False, False): "No return",
}


def key_of(encounters: list[Row], as_of: date = AS_OF) -> list[Row]:
    schema = arrow_schema(BY_NAME["encounters"])
    batch = pa.RecordBatch.from_pylist(encounters, schema=schema)
    return list(true_stays({"encounters": batch}, as_of).to_pylist())


def assert_equals_oracle(encounters: list[Row], key: list[Row], known_until: datetime) -> None:
    oracle = follow_stays(encounters, known_until, 30)
    stays = {row["stay_id"]: row for row in key}
    assert all(row == {**stays[row["stay_id"]], "encounter_id": row["encounter_id"]} for row in key)
    reasons = Counter(row["index_reason"] for row in stays.values())
    assert {reason: reasons[reason] for reason in REASONS} == oracle.waterfall
    inpatient = {row["encounter_id"] for row in encounters if row["encounter_type"] == "Inpatient"}
    assert {row["encounter_id"] for row in key} == inpatient
    stay_of = {row["encounter_id"]: row["stay_id"] for row in key}
    expected = {
        stay_of[stay.last_encounter["encounter_id"]]: (
            stay.has_any_return,
            stay.has_inpatient_return,
            stay.has_unplanned_return,
        )
        for stay in oracle.index_stays
    }
    flags = ("is_any_return", "is_inpatient_return", "is_unplanned_inpatient_return")
    assert {
        number: tuple(row[flag] == 1 for flag in flags)
        for number, row in stays.items()
        if row["is_index_stay"]
    } == expected
    assert not any(row[flag] for row in key if not row["is_index_stay"] for flag in flags)
    assert {number: row["readmission_reason"] for number, row in stays.items()} == {
        number: OUTCOME_OF[expected[number]] if row["is_index_stay"] else row["index_reason"]
        for number, row in stays.items()
    }
    readmissions = sum(row["is_readmission"] for row in stays.values())
    assert readmissions == sum(row["is_inpatient_return"] for row in stays.values())


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("as_of", [date(2024, 12, 31), date(2025, 6, 30)])
def test_simulated_stays_are_judged_as_the_oracle_judges_them(seed: int, as_of: date) -> None:
    config = GenerateConfig(seed=seed, patients=1_500, as_of=as_of, block_size=500)
    blocks = list(simulate(config))
    encounters = [row for block in blocks[1:] for row in block["encounters"].to_pylist()]
    key = [row for block in blocks for row in true_stays(block, as_of).to_pylist()]
    assert {row["readmission_reason"] for row in key} == set(OUTCOMES)
    assert_equals_oracle(encounters, key, datetime.combine(as_of, datetime.min.time()) + DAY)


DAY = timedelta(days=1)
START = datetime(2024, 1, 1)
# A coarse clock, so that equal instants and the edges of the window are met often.
HOURS = st.one_of(
    st.integers(0, 40).map(lambda count: count * 12),
    st.sampled_from([24, 24 * 30, 24 * 31, 24 * 60]),
)


@st.composite
def encounter_lists(draw: st.DrawFn) -> list[Row]:
    rows: list[Row] = []
    for number in range(1, draw(st.integers(0, 9)) + 1):
        start = START + timedelta(hours=draw(HOURS), seconds=draw(st.sampled_from([0, 0, 1])))
        hours = draw(st.one_of(st.none(), HOURS))
        names = BY_NAME["encounters"].column_names
        rows.append(
            dict.fromkeys(names)
            | {
                "encounter_id": number,
                "patient_id": draw(st.sampled_from([1, 1, 2])),
                "encounter_type": draw(
                    st.sampled_from(["Inpatient", "Inpatient", "ER", "Outpatient"])
                ),
                "encounter_date": start,
                "discharge_date": None if hours is None else start + timedelta(hours=hours),
                "discharge_disposition": draw(
                    st.sampled_from([None, "Home", "Transfer", "Expired"])
                ),
                "admission_source": draw(st.sampled_from([None, "Transfer", "Birth"])),
                "admission_type": draw(st.sampled_from([None, "Elective", "Newborn", "Urgent"])),
                "created_at": start,
                "updated_at": start,
            }
        )
    return rows


@settings(max_examples=400, deadline=None)
@given(encounter_lists())
def test_stays_of_any_shape_are_judged_as_the_oracle_judges_them(encounters: list[Row]) -> None:
    assert_equals_oracle(encounters, key_of(encounters), KNOWN_UNTIL)


def encounter(number: int, start: datetime, end: datetime | None, **others: str) -> Row:
    """An inpatient encounter of patient 1, unless `others` say otherwise."""
    return {
        **dict.fromkeys(BY_NAME["encounters"].column_names),
        "encounter_id": number,
        "patient_id": 1,
        "encounter_type": "Inpatient",
        "encounter_date": start,
        "discharge_date": end,
        "discharge_disposition": "Home",
        "created_at": start,
        "updated_at": start,
        **others,
    }


SECOND = timedelta(seconds=1)
LEFT = START + 3 * DAY  # when the first stay ends, on midnight
WINDOW = 30 * DAY


@pytest.mark.parametrize(
    ("first", "then", "reason"),
    [
        ({}, None, "No return"),
        ({}, (SECOND, {}), "Readmitted unplanned"),
        ({}, (WINDOW, {"admission_type": "Emergency"}), "Readmitted unplanned"),
        ({}, (WINDOW + SECOND, {}), "No return"),
        ({}, (WINDOW, {"admission_type": "Elective"}), "Readmitted as planned"),
        ({}, (DAY, {"admission_type": "Newborn"}), "Readmitted as planned"),
        ({}, (SECOND, {"encounter_type": "ER"}), "Returned without admission"),
        ({}, (WINDOW, {"encounter_type": "Outpatient"}), "Returned without admission"),
        ({}, (WINDOW + SECOND, {"encounter_type": "ER"}), "No return"),
        ({"discharge_disposition": "Transfer"}, (2 * DAY, {}), "Readmitted unplanned"),
        ({"discharge_disposition": "Expired"}, (DAY, {}), "Died in the stay"),
    ],
)
def test_a_stay_has_the_first_reason_that_applies(
    first: dict[str, str], then: tuple[timedelta, dict[str, str]] | None, reason: str
) -> None:
    rows = [encounter(1, START, LEFT, **first)]
    if then is not None:
        wait, others = then
        rows.append(encounter(2, LEFT + wait, LEFT + wait + DAY, **others))
    assert key_of(rows)[0]["readmission_reason"] == reason
    assert len(key_of(rows)) == sum(row["encounter_type"] == "Inpatient" for row in rows)


@pytest.mark.parametrize(
    ("wait", "first", "second"),
    [
        (timedelta(0), {}, {}),  # contiguous
        (-DAY, {}, {}),  # overlapping
        (2 * DAY - SECOND, {"discharge_disposition": "Transfer"}, {}),  # late the next day
        (2 * DAY - SECOND, {}, {"admission_source": "Transfer"}),
    ],
)
def test_what_is_merged_is_no_return(
    wait: timedelta, first: dict[str, str], second: dict[str, str]
) -> None:
    rows = [encounter(1, START, LEFT, **first), encounter(2, LEFT + wait, LEFT + 5 * DAY, **second)]
    key = key_of(rows)
    assert [(row["stay_id"], row["readmission_reason"]) for row in key] == [(1, "No return")] * 2


def test_a_stay_is_followed_to_the_second() -> None:
    whole, short = KNOWN_UNTIL - WINDOW, KNOWN_UNTIL - WINDOW + SECOND
    ends = {whole: "No return", short: "Followed too short", None: "Not discharged yet"}
    for end, reason in ends.items():
        [row] = key_of([encounter(1, START, end)])
        assert row["readmission_reason"] == reason


def test_a_block_without_encounters_has_no_stays() -> None:
    assert true_stays({}, AS_OF).num_rows == 0
    assert key_of([]) == []


def test_a_stay_of_two_encounters_has_one_verdict_and_the_first_ones_number() -> None:
    config = GenerateConfig(patients=1_500)
    rows = [
        row for block in simulate(config) for row in true_stays(block, config.as_of).to_pylist()
    ]
    merged = [row for row in rows if row["stay_id"] != row["encounter_id"]]
    assert merged
    assert all(row["stay_id"] < row["encounter_id"] for row in merged)
