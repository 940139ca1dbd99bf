"""The same claim sent twice."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome

ID_OFFSET = 500  # the claims of an encounter are numbered below


def _plant(book: Book, defect: Defect) -> None:
    claims = book.of("billing")
    if claims is None:
        return
    rows = claims.rows.take(pa.array(book.draw(defect, claims)))
    rows = rows.filter(pc.is_valid(rows.column("claim_number")))
    key = pc.add(rows.column("billing_id"), ID_OFFSET)
    claims.add(defect, rows.set_column(0, rows.schema.field(0), key))


DEFECT = Defect(
    order=13,
    name="duplicate_claim",
    outcome=Outcome.MERGED,
    description="A claim stands in the table a second time, with the same claim number.",
    rule="Of the claims of one encounter with one claim number the lowest billing_id stays.",
    fields={"billing": ()},
    plant=_plant,
)
