"""Stays of the key and of the warehouse: what is found, missed, false, and out of reach."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hospital.answer_key.tables import STAYS
from hospital.defects.classes.duplicate_patient import ID_OFFSET
from hospital.errors import NotBuiltError
from hospital.verification.connections import Row
from hospital.verification.true_stays import (
    first_wrong_stay,
    out_of_reach,
    scored_stays,
    true_encounters,
)


def encounter(number: int, patient: int, stay: int, reason: str = "No return", *flags: int) -> Row:
    return (number, patient, stay, "Counted as index stay", reason, *(flags or (1, 0, 0, 0, 0)))


TRUE = {encounter(11, 1, 11), encounter(12, 1, 11), encounter(21, 2, 21), encounter(31, 3, 31)}


def counts(loaded: set[Row], beyond: set[int]) -> dict[str, tuple[int, int, int, int, int]]:
    return {
        score.reason: (score.true, score.found, score.missed, score.out_of_reach, score.false)
        for score in scored_stays(TRUE, loaded, beyond)
        if score.true or score.false
    }


def test_equal_stays_are_found() -> None:
    assert counts(set(TRUE), set()) == {"No return": (3, 3, 0, 0, 0)}
    assert first_wrong_stay(scored_stays(TRUE, set(TRUE), set())) is None


@pytest.mark.parametrize(
    "other",
    [
        encounter(12, 1, 12),  # a stay of its own
        encounter(12, 9, 11),  # another patient
        encounter(12, 1, 11, "No return", 1, 1, 0, 0, 0),  # another flag
    ],
)
def test_a_stay_that_differs_in_one_encounter_is_missed_and_false(other: Row) -> None:
    loaded = TRUE - {encounter(12, 1, 11)} | {other}
    assert counts(loaded, set())["No return"][:3] == (3, 2, 1)
    assert counts(loaded, set())["No return"][4] > 0
    assert counts(loaded, {1, 9}) == {"No return": (3, 2, 0, 1, 0)}


def test_a_stay_that_is_lost_or_has_another_reason_is_named() -> None:
    lost = TRUE - {encounter(21, 2, 21)}
    assert counts(lost, set()) == {"No return": (3, 2, 1, 0, 0)}
    loaded = lost | {encounter(21, 2, 21, "Readmitted unplanned")}
    assert counts(loaded, set()) == {
        "No return": (3, 2, 1, 0, 0),
        "Readmitted unplanned": (0, 0, 0, 0, 1),
    }
    wrong = first_wrong_stay(scored_stays(TRUE, loaded, set()))
    assert wrong == "Readmitted unplanned: 0 of 0 stays found, 1 false"


def test_an_encounter_in_no_stay_is_told() -> None:
    loaded = TRUE - {encounter(31, 3, 31)} | {(31, 3, *(None,) * 8)}
    assert counts(loaded, set())["No return"] == (3, 2, 1, 0, 0)
    assert counts(loaded, set())["None"][4] == 1


def test_what_dirt_puts_out_of_reach() -> None:
    faults = {
        ("encounters", 70_003, "", "future_date"),
        ("encounters", 80_003, "encounter_type", "encounter_type_synonym"),
        ("billing", 90_003_001, "", "negative_amount"),
        ("patients", 5 + ID_OFFSET, "", "duplicate_patient"),  # recognised
        ("patients", 6 + ID_OFFSET, "", "duplicate_patient"),  # not
    }
    merges = [(5 + ID_OFFSET, 5), (4 + ID_OFFSET, 3)]  # the latter is someone else
    assert out_of_reach(faults, merges) == {7, 6, 4, 3}


def test_a_key_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / STAYS.name
    folder.mkdir()
    pq.write_table(pa.table({"encounter_id": [1]}), folder / "part.parquet")
    with pytest.raises(NotBuiltError, match="of another version; generate the data anew"):
        true_encounters(tmp_path)
