"""Characters that look like the right one: letters of another script, letters for digits."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import only_where, respelled

# Latin letter -> its twins in Cyrillic and Greek (Unicode TR39, confusables.txt)
TWINS = {
    "a": "\u0430", "c": "\u0441", "e": "\u0435", "i": "\u0456", "o": "\u043e\u03bf", "p": "\u0440",
    "v": "\u03bd", "x": "\u0445", "y": "\u0443", "A": "\u0410\u0391", "B": "\u0412", "C": "\u0421",
    "E": "\u0415", "H": "\u041d", "K": "\u041a", "M": "\u041c", "O": "\u041e\u039f", "P": "\u0420",
    "T": "\u0422", "X": "\u0425",
}  # fmt: skip
_LETTERS_FOR_DIGITS = (("0", "O"), ("1", "I"), ("1", "l"))
_DIGITS_FOR_LETTERS = (("O", "0"), ("I", "1"))
# The first place of a procedure code may be a letter, of which L is one.
_PROCEDURE_CODE = "^.[0-9]{4}$"
_TWO_LATIN_LETTERS = "[A-Za-z].*[A-Za-z]"  # one of them stays, and tells which script is meant


def _names(clean: pa.Array) -> Iterable[pa.Array]:
    names = only_where(_TWO_LATIN_LETTERS, clean, clean)
    for letter, twins in TWINS.items():
        for twin in twins:
            yield pc.replace_substring(names, letter, twin, max_replacements=1)


def _diagnosis_codes(clean: pa.Array) -> Iterable[pa.Array]:
    for letter, digit in _DIGITS_FOR_LETTERS:
        yield pc.replace_substring_regex(clean, f"^{letter}", digit)
    for digit, letter in _LETTERS_FOR_DIGITS:
        yield pc.replace_substring_regex(clean, f"^(.){digit}", rf"\1{letter}")


def _procedure_codes(clean: pa.Array) -> Iterable[pa.Array]:
    codes = only_where(_PROCEDURE_CODE, clean, clean)
    for digit, letter in _LETTERS_FOR_DIGITS:
        for before in range(1, 5):
            pattern = f"^(.{{{before}}}){digit}"
            yield pc.replace_substring_regex(codes, pattern, rf"\1{letter}")


def _spellings(field: str, clean: pa.Array) -> Iterable[pa.Array]:
    match field:
        case "icd10_code":
            return _diagnosis_codes(clean)
        case "cpt_code":
            return _procedure_codes(clean)
        case _:
            return _names(clean)


DEFECT = Defect(
    order=4,
    name="look_alike",
    outcome=Outcome.REPAIRED,
    description="A letter of a name is its Cyrillic or Greek twin, or a code has O for 0, I or l "
    "for 1, or 0 and 1 for O and I.",
    rule="In a name that has Latin letters, twins become Latin; in a code, the position tells "
    "whether a letter or a digit must stand there.",
    fields={
        **of_patients("first_name", "last_name"),
        "diagnoses": ("icd10_code",),
        "procedures": ("cpt_code",),
    },
    plant=respelled(_spellings),
)
