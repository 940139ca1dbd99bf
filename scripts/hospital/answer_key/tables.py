"""The tables of the answer key. They stand beside the data, never in the OLTP database."""

from __future__ import annotations

from hospital.schema.model import BIGINT, INTEGER, Column, Table, varchar

FAULTS = Table(
    "faults",
    "One row per planted fault and changed field, and one per row that was added.",
    (
        Column("table_name", varchar(30), "The OLTP table."),
        Column("row_id", BIGINT, "The row's primary key."),
        Column("field_name", varchar(40), "The changed column; empty where the row was added."),
        Column("defect_class", varchar(40), "The class of the fault."),
        Column(
            "original_value",
            varchar(255),
            "The clean value as text, dates and times in ISO form; null where the row was added.",
            nullable=True,
        ),
        Column("is_repairable", INTEGER, "1 where the clean value follows from the dirty one."),
    ),
)

STAYS = Table(
    "stays",
    "One row per inpatient encounter of the clean data: the stay that it belongs to, and whether "
    "that stay counts and was followed by a return within 30 days.",
    (
        Column("encounter_id", BIGINT, "The inpatient encounter."),
        Column("patient_id", BIGINT, "The patient, as in the clean data."),
        Column("stay_id", BIGINT, "First encounter of the stay after merging."),
        Column("index_reason", varchar(30), "The one reason why the stay counts or does not."),
        Column(
            "readmission_reason",
            varchar(30),
            "The one reason why the patient is readmitted or not; the first where the stay does "
            "not count.",
        ),
        Column("is_index_stay", INTEGER, "1 where the stay counts."),
        Column("is_any_return", INTEGER, "1 where an encounter of any type followed."),
        Column("is_inpatient_return", INTEGER, "1 where an inpatient stay followed: the headline."),
        Column(
            "is_unplanned_inpatient_return",
            INTEGER,
            "1 where the inpatient stay that followed was neither elective nor a birth.",
        ),
        Column("is_readmission", INTEGER, "1 where the stay is such a return to the one before."),
    ),
)

KEY_TABLES = (FAULTS, STAYS)
