"""Words and codes in capitals or in small letters."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import only_where, respelled

_NAMES = ("first_name", "last_name")
# 'McKee' cannot be told from 'MCKEE'
_SIMPLE_NAME = "^[A-Z][a-z]+$"


def _spellings(field: str, clean: pa.Array) -> Iterable[pa.Array]:
    for spelt in (pc.utf8_upper(clean), pc.utf8_lower(clean)):
        yield only_where(_SIMPLE_NAME, clean, spelt) if field in _NAMES else spelt


DEFECT = Defect(
    order=1,
    name="letter_case",
    outcome=Outcome.REPAIRED,
    description="A name of one simple word, a code or a word of a list is all in capitals or all "
    "in small letters.",
    rule="Codes become upper case, words of a list their listed spelling; a name all in one case "
    "gets a capital first letter.",
    fields={
        **of_patients(*_NAMES),
        "diagnoses": ("icd10_code",),
        "procedures": ("cpt_code",),
        "encounters": ("encounter_type",),
        "billing": ("claim_status",),
    },
    plant=respelled(_spellings),
)
