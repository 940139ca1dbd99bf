"""What each class may make of a clean value, and how the clean value is told from it, in Python.

The rules are written here a second time, by other means than the classes and the warehouse use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .dirtied import Row

AS_OF = date(2025, 12, 31)
_MILLION = Decimal(1_000_000)

_LISTED = {
    "F": ("f", "2", "w"),
    "M": ("m", "1"),
    "Outpatient": ("op", "ambulatory", "office visit", "amb", "clinic"),
    "Inpatient": ("ip", "inpt", "hospitalization", "admission"),
    "ER": ("ed", "emergency", "emergency room", "emer"),
    "Paid": ("pd", "paid in full", "settled", "approved"),
    "Pending": ("pend", "in process", "submitted", "open"),
    "Denied": ("deny", "rejected", "declined", "refused"),
}
_LATIN_TWINS = {
    "CYRILLIC SMALL LETTER A": "a",
    "CYRILLIC SMALL LETTER ES": "c",
    "CYRILLIC SMALL LETTER IE": "e",
    "CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I": "i",
    "CYRILLIC SMALL LETTER O": "o",
    "GREEK SMALL LETTER OMICRON": "o",
    "CYRILLIC SMALL LETTER ER": "p",
    "GREEK SMALL LETTER NU": "v",
    "CYRILLIC SMALL LETTER HA": "x",
    "CYRILLIC SMALL LETTER U": "y",
    "CYRILLIC CAPITAL LETTER A": "A",
    "GREEK CAPITAL LETTER ALPHA": "A",
    "CYRILLIC CAPITAL LETTER VE": "B",
    "CYRILLIC CAPITAL LETTER ES": "C",
    "CYRILLIC CAPITAL LETTER IE": "E",
    "CYRILLIC CAPITAL LETTER EN": "H",
    "CYRILLIC CAPITAL LETTER KA": "K",
    "CYRILLIC CAPITAL LETTER EM": "M",
    "CYRILLIC CAPITAL LETTER O": "O",
    "GREEK CAPITAL LETTER OMICRON": "O",
    "CYRILLIC CAPITAL LETTER ER": "P",
    "CYRILLIC CAPITAL LETTER TE": "T",
    "CYRILLIC CAPITAL LETTER HA": "X",
}
_DIGITS = str.maketrans("OIl", "011")
_LETTERS = str.maketrans("01", "OI")
_ICD10 = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?")
_PROCEDURE = re.compile(r"[A-Z0-9][0-9]{3}[0-9A-Z]")


def letter_case(field: str, planted: str) -> str:
    if field in ("icd10_code", "cpt_code"):
        return planted.upper()
    if field in ("encounter_type", "claim_status"):
        return {word.lower(): word for word in _LISTED}[planted.lower()]
    return planted[0].upper() + planted[1:].lower()


def padding(_field: str, planted: str) -> str:
    return planted.strip()


def inner_spaces(field: str, planted: str) -> str:
    return "".join(planted.split()) if field.endswith("code") else " ".join(planted.split())


def look_alike(field: str, planted: str) -> str:
    if field == "icd10_code":
        first = planted[0].translate(_LETTERS)
        return first + planted[1].translate(_DIGITS) + planted[2:]
    if field == "cpt_code":
        return planted[0] + planted[1:].translate(_DIGITS)
    assert re.search("[A-Za-z]", planted), "nothing tells which script is meant"
    return "".join(
        letter if letter.isascii() else _LATIN_TWINS[unicodedata.name(letter)] for letter in planted
    )


def icd_without_dot(_field: str, planted: str) -> str:
    return f"{planted[:3]}.{planted[3:]}"


def phone_format(_field: str, planted: str) -> str:
    """The national number in the form of the clean data."""
    digits = re.sub("[^0-9]", "", planted.split("x")[0]).removeprefix("1")
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"


def postal_code_format(_field: str, planted: str) -> str:
    return re.sub("[ -]", "", planted)


def date_format(_field: str, planted: str) -> str:
    forms = ("%m/%d/%Y", "%Y%m%d", "%d-%b-%Y")
    readings = set()
    for form in forms:
        try:
            readings.add(datetime.strptime(planted, form).date().isoformat())
        except ValueError:
            continue
    [only] = readings
    return only


def listed(_field: str, planted: str) -> str:
    [word] = [word for word, others in _LISTED.items() if planted.lower() in others]
    return word


REPAIRS: dict[str, Callable[[str, str], str]] = {
    "letter_case": letter_case,
    "padding": padding,
    "inner_spaces": inner_spaces,
    "look_alike": look_alike,
    "icd_without_dot": icd_without_dot,
    "phone_format": phone_format,
    "postal_code_format": postal_code_format,
    "date_format": date_format,
    "gender_synonym": listed,
    "encounter_type_synonym": listed,
    "claim_status_synonym": listed,
}


def second_registration(clean: dict[str, dict[int, Row]], table: str, row: Row) -> bool:
    """The patient is told by the last name, birth date, gender, contact and a close first name."""
    key = "patient_id" if table == "patients" else "patient_version_id"
    offset = 50_000_000_000 * (1 if table == "patients" else 1_000)
    original = clean[table][row[key] - offset]
    same = ("last_name", "date_of_birth", "gender", "phone", "postal_code", "city", "payer_id")
    moved = row["address_line"] != original["address_line"]
    return (
        all(row[name] == original[name] for name in same)
        and row["patient_id"] == original["patient_id"] + 50_000_000_000
        and row["mrn"] != original["mrn"]
        and (not moved or row["phone"] is not None)
        and _is_close(row["first_name"], original["first_name"])
    )


def _is_close(name: str, original: str) -> bool:
    swaps = {
        original[:at] + original[at + 1] + original[at] + original[at + 2 :]
        for at in range(1, len(original) - 1)
    }
    return name in {original, original[0]} | swaps


def second_claim(clean: dict[str, dict[int, Row]], _table: str, row: Row) -> bool:
    original = clean["billing"][row["billing_id"] - 500]
    return row == {**original, "billing_id": row["billing_id"]}


def is_no_code(_clean: dict[str, dict[int, Row]], table: str, row: Row) -> bool:
    """No repair makes a code of it."""
    name, form = ("icd10_code", _ICD10) if table == "diagnoses" else ("cpt_code", _PROCEDURE)
    letters = re.sub("[^A-Z0-9]", "", row[name].upper())
    if table == "procedures":
        tries = {
            letters,
            letters and letters.zfill(5),
            letters[:1] + letters[1:].translate(_DIGITS),
        }
    else:
        swapped = letters[:1].translate(_LETTERS) + letters[1:2].translate(_DIGITS) + letters[2:]
        tries = {f"{each[:3]}.{each[3:]}" if each[3:] else each for each in (letters, swapped)}
    return row[next(iter(row))] > 900_000 and not any(form.fullmatch(each) for each in tries)


ADDED: dict[str, Callable[[dict[str, dict[int, Row]], str, Row], bool]] = {
    "duplicate_patient": second_registration,
    "duplicate_claim": second_claim,
    "unknown_code": is_no_code,
}


def is_late(row: Row, clean: Row) -> bool:
    fields = [name for name in ("encounter_date", "discharge_date", "claim_date") if name in row]
    dated = [name for name in fields if clean[name] is not None]
    return (
        all(_day(row[name]) > AS_OF for name in dated)
        and [name for name in fields if row[name] is not None] == dated
    )


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def is_born_wrong(row: Row, _clean: Row) -> bool:
    registered: datetime = row["created_at"] if "created_at" in row else row["valid_from"]
    born = row["date_of_birth"]
    return bool(born.year < 1900 or born > registered.date() or "valid_from" in row)


def has_absurd_amounts(row: Row, clean: Row) -> bool:
    factor = row["claim_amount"] / clean["claim_amount"]
    amounts = ("allowed_amount", "paid_amount")
    return (
        10 * _MILLION < row["claim_amount"] < 10_000 * _MILLION
        and str(int(factor)).strip("0") == "1"
        and all(clean[name] is None or row[name] == clean[name] * factor for name in amounts)
    )


CHANGED: dict[str, Callable[[Row, Row], bool]] = {
    "duplicate_patient": lambda row, clean: (
        row["patient_id"] == clean["patient_id"] + 50_000_000_000
    ),
    "discharge_before_admission": lambda row, clean: (
        row["discharge_date"] < row["encounter_date"]
        and row["discharge_date"] == clean["encounter_date"]
    ),
    "future_date": is_late,
    "impossible_birth_date": is_born_wrong,
    "negative_amount": lambda row, clean: row["claim_amount"] == -clean["claim_amount"] < 0,
    "absurd_amount": has_absurd_amounts,
    "allowed_above_charge": lambda row, _clean: (
        row["claim_amount"] < row["allowed_amount"] < 3 * row["claim_amount"]
    ),
    "unknown_code": lambda row, _clean: (
        row.get("diagnosis_id", row.get("procedure_id")) in range(900_001, 900_006)
    ),
    "missing_value": lambda row, clean: (
        sum(row[name] is None and clean[name] is not None for name in row) == 1
    ),
}
