"""One's own lists of codes: labels of the codes in use, further codes, and list prices.

A folder with `diagnoses.csv` (icd10_code, icd10_description) or `procedures.csv` (cpt_code,
cpt_description and, if wanted, charge_usd) or both, in UTF-8 with a line of column names; other
columns are ignored. CPT is its owner's: we ship numbers with our own labels, and who holds a
licence can load the full file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import blake2b
from io import StringIO
from pathlib import Path

from hospital.config import CodeListSettings
from hospital.errors import SettingError
from hospital.schema.tables import BY_NAME

_ICD10 = re.compile(r"[A-Z][0-9][0-9AB](\.[0-9A-Z]{1,4})?")
# CPT: five digits, or four and a letter; HCPCS Level II: a letter and four digits
_CPT = re.compile(r"(0[01]|[1-9][0-9])[0-9]{3}|[0-9]{4}[A-KMNP-Z]|[A-HJ-NP-V][0-9]{4}")
_LARGEST_CHARGE = Decimal(9_999_999)
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class CodeLists:
    """Labels by code, in the order of the files, and list prices in cents by procedure code."""

    diagnoses: Mapping[str, str]
    procedures: Mapping[str, str]
    charges: Mapping[str, int]


@dataclass(frozen=True)
class _Kind:
    """One of the files: its table, its columns, and the form of its codes."""

    table: str
    code: str
    label: str
    form: re.Pattern[str]
    named: str

    @property
    def file(self) -> str:
        return f"{self.table}.csv"

    def longest(self, column: str) -> int:
        """How many characters a column of the table holds."""
        return next(c.type.size for c in BY_NAME[self.table].columns if c.name == column)


_DIAGNOSES = _Kind(
    "diagnoses",
    "icd10_code",
    "icd10_description",
    _ICD10,
    "no ICD-10-CM code: write it as in A00.0, in capitals and with the dot",
)
_PROCEDURES = _Kind(
    "procedures",
    "cpt_code",
    "cpt_description",
    _CPT,
    "no CPT or HCPCS Level II code: write it as in 99213, 0071T or G0439",
)


def code_list_settings(folder: Path) -> CodeListSettings:
    """The folder, after every line of its files was checked, with the digest of what they hold.

    Raises:
        SettingError: there is no such folder or file, or a line cannot be used; says which.
    """
    contents = _contents(folder)
    _parsed(contents)
    return CodeListSettings(str(folder.absolute()), _digest(contents))


@lru_cache(maxsize=1)
def read_code_lists(settings: CodeListSettings) -> CodeLists:
    """The lists that were checked before, in whichever process.

    Raises:
        SettingError: they are gone, or have changed since.
    """
    contents = _contents(Path(settings.folder))
    if _digest(contents) != settings.digest:
        raise SettingError(
            f"the code lists in {settings.folder} are no longer those that the data are made with; "
            f"put them back, or generate anew"
        )
    return _parsed(contents)


def _contents(folder: Path) -> dict[str, bytes]:
    found = {}
    try:
        for kind in (_DIAGNOSES, _PROCEDURES):
            path = folder / kind.file
            if path.exists():
                found[kind.file] = path.read_bytes()
        if not folder.is_dir():
            raise SettingError(f"--code-lists {folder} is no folder")
    except OSError as error:
        raise SettingError(f"--code-lists {folder} cannot be read: {error.strerror}") from error
    if not found:
        raise SettingError(
            f"--code-lists {folder} holds neither {_DIAGNOSES.file} nor {_PROCEDURES.file}"
        )
    return found


def _digest(contents: Mapping[str, bytes]) -> str:
    total = blake2b(digest_size=8)
    for name, content in sorted(contents.items()):
        total.update(f"{name} {len(content)} ".encode() + content)
    return total.hexdigest()


def _parsed(contents: Mapping[str, bytes]) -> CodeLists:
    labels: dict[str, dict[str, str]] = {_DIAGNOSES.file: {}, _PROCEDURES.file: {}}
    charges = {}
    for kind in (_DIAGNOSES, _PROCEDURES):
        if kind.file in contents:
            for place, row in _rows(kind, contents[kind.file]):
                code, label = _entry(kind, place, row)
                if code in labels[kind.file]:
                    raise SettingError(f"{place}: {code} stands there a second time")
                labels[kind.file][code] = label
                charge = row.get("charge_usd", "").strip() if kind is _PROCEDURES else ""
                if charge:
                    charges[code] = _cents(place, charge)
    return CodeLists(labels[_DIAGNOSES.file], labels[_PROCEDURES.file], charges)


def _rows(kind: _Kind, content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each line but the first, with its place; empty lines are passed over."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SettingError(f"{kind.file} line {line}: this is not UTF-8") from error
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        for column in (kind.code, kind.label):
            if names.count(column) != 1:
                raise SettingError(f"{kind.file} line 1: there must be one column {column}")
        for row in reader:
            place = f"{kind.file} line {reader.line_num}"
            if len(row) not in (0, len(names)):
                raise SettingError(f"{place}: {len(row)} values for {len(names)} columns")
            if row:
                yield place, dict(zip(names, row, strict=True))
    except csv.Error as error:
        raise SettingError(f"{kind.file} line {reader.line_num}: {error}") from error


def _entry(kind: _Kind, place: str, row: Mapping[str, str]) -> tuple[str, str]:
    code, label = row[kind.code].strip(), " ".join(row[kind.label].split())
    if not kind.form.fullmatch(code):
        raise SettingError(f"{place}: '{code}' is {kind.named}")
    if not label:
        raise SettingError(f"{place}: {code} has no label in {kind.label}")
    if len(label) > kind.longest(kind.label):
        raise SettingError(
            f"{place}: the label of {code} has {len(label)} characters; "
            f"{kind.label} holds {kind.longest(kind.label)}"
        )
    return code, label


def _cents(place: str, text: str) -> int:
    try:
        charge = Decimal(text)
    except InvalidOperation:
        charge = Decimal("NaN")
    if not (charge.is_finite() and 0 < charge <= _LARGEST_CHARGE and charge % _CENT == 0):
        raise SettingError(
            f"{place}: charge_usd is '{text}'; give US dollars, such as 190 or 45.50"
        )
    return int(charge * 100)
