"""Every table of the OLTP database, parents before children, with the classic names unchanged."""

from __future__ import annotations

from dataclasses import replace

from hospital.schema.model import (
    BIGINT,
    DATE,
    DATETIME,
    INTEGER,
    MONEY,
    Column,
    Table,
    Type,
    char,
    varchar,
)


def _key(name: str, of: str, type_: Type = BIGINT, *, classic: bool = True) -> Column:
    return Column(name, type_, f"Identifies {of}.", classic=classic)


def _foreign(
    name: str,
    references: str,
    description: str,
    type_: Type = BIGINT,
    *,
    nullable: bool = False,
    classic: bool = True,
) -> Column:
    return Column(
        name, type_, description, nullable=nullable, classic=classic, references=references
    )


def _classic(
    name: str,
    type_: Type,
    description: str,
    *,
    nullable: bool = False,
    indexed: bool = False,
    unique: bool = False,
) -> Column:
    return Column(
        name,
        type_,
        description,
        nullable=nullable,
        classic=True,
        indexed=indexed,
        unique=unique,
    )


def _extra(name: str, type_: Type, description: str) -> Column:
    return Column(name, type_, description, nullable=True)


_PAYER = _foreign(
    "payer_id",
    "payers",
    "The primary insurance; null if none is recorded.",
    INTEGER,
    nullable=True,
    classic=False,
)
_RECEIVED = Column(
    "received_at",
    DATETIME,
    "When the row in its present form reached this database; never before updated_at.",
    indexed=True,
    defaults_to_now=True,
    renewed=True,
)
_AUDIT = (
    Column("created_at", DATETIME, "When the row was first written.", defaults_to_now=True),
    Column("updated_at", DATETIME, "When the row was last changed.", defaults_to_now=True),
    _RECEIVED,
)
_VALID_FROM = Column("valid_from", DATETIME, "From when on these attributes hold.", indexed=True)
_VERSION_RECEIVED = replace(
    _RECEIVED,
    description="When the version reached this database; well after valid_from if dated back.",
)

_PATIENT = (
    _classic("first_name", varchar(100), "Given name."),
    _classic("last_name", varchar(100), "Family name."),
    _classic("date_of_birth", DATE, "Date of birth."),
    _classic("gender", char(1), "Administrative gender: F, M, or U where unknown.", nullable=True),
)
_PATIENT_EXTRAS = (
    _extra("date_of_death", DATE, "Date of death; null while alive or unknown."),
    _extra("address_line", varchar(200), "Street address."),
    _extra("city", varchar(100), "City."),
    _extra("state", char(2), "US state, two letters."),
    _extra("postal_code", varchar(10), "US ZIP code."),
    _extra("phone", varchar(30), "Telephone number."),
    _extra("email", varchar(200), "E-mail address."),
    _PAYER,
    _extra(
        "insurance_effective_date",
        varchar(20),
        "Start of the present cover, as the payer's eligibility answer spells it.",
    ),
)
_PROVIDER = (
    _classic("first_name", varchar(100), "Given name."),
    _classic("last_name", varchar(100), "Family name."),
    _classic("credential", varchar(20), "Professional credential, such as MD.", nullable=True),
    _foreign("specialty_id", "specialties", "The provider's specialty.", INTEGER, nullable=True),
    _foreign("department_id", "departments", "The department worked in.", INTEGER, nullable=True),
)
_NPI = _extra("npi", char(10), "National Provider Identifier, ten digits, Luhn-checked.")

TABLES: tuple[Table, ...] = (
    Table(
        "data_loads",
        "One row per completed load by the simulator: what was asked for. "
        "Empty for one's own data.",
        (
            _key("load_id", "the load", INTEGER, classic=False),
            Column("seed", BIGINT, "Seed of every random draw."),
            Column("patient_count", BIGINT, "Patients asked for."),
            Column("start_date", DATE, "First simulated day."),
            Column("as_of_date", DATE, "Last simulated day: what the database knows ends here."),
            Column("simulator_version", varchar(20), "Version of the simulator."),
        ),
    ),
    Table(
        "payers",
        "One row per payer.",
        (
            _key("payer_id", "the payer", INTEGER, classic=False),
            Column("payer_name", varchar(100), "Name of the payer."),
            Column(
                "payer_type",
                varchar(30),
                "Commercial, Medicare, Medicaid, Other Government or Self-Pay.",
            ),
        ),
    ),
    Table(
        "specialties",
        "One row per medical specialty.",
        (
            _key("specialty_id", "the specialty", INTEGER),
            _classic("specialty_name", varchar(100), "Name of the specialty."),
            _classic("specialty_code", varchar(10), "Short code of the specialty.", nullable=True),
        ),
    ),
    Table(
        "departments",
        "One row per hospital department.",
        (
            _key("department_id", "the department", INTEGER),
            _classic("department_name", varchar(100), "Name of the department."),
            _classic("floor", INTEGER, "Floor of the building.", nullable=True),
            _classic("capacity", INTEGER, "Beds or treatment places.", nullable=True),
        ),
    ),
    Table(
        "providers",
        "One row per provider, as of now; the past is in provider_versions.",
        (_key("provider_id", "the provider"), *_PROVIDER, _NPI, *_AUDIT),
    ),
    Table(
        "provider_versions",
        "Append-only log of providers: one row per provider and change.",
        (
            _key("provider_version_id", "the version", classic=False),
            _foreign("provider_id", "providers", "The provider.", classic=False),
            *_PROVIDER,
            _NPI,
            _VALID_FROM,
            _VERSION_RECEIVED,
        ),
    ),
    Table(
        "patients",
        "One row per patient, as of now; the past is in patient_versions.",
        (
            _key("patient_id", "the patient"),
            *_PATIENT,
            _classic("mrn", varchar(20), "Medical record number.", unique=True),
            *_PATIENT_EXTRAS,
            *_AUDIT,
        ),
    ),
    Table(
        "patient_versions",
        "Append-only log of patients: one row per patient and change.",
        (
            _key("patient_version_id", "the version", classic=False),
            _foreign("patient_id", "patients", "The patient.", classic=False),
            *_PATIENT,
            _classic("mrn", varchar(20), "Medical record number at that time."),
            *_PATIENT_EXTRAS,
            _VALID_FROM,
            _VERSION_RECEIVED,
        ),
    ),
    Table(
        "diagnoses",
        "One row per ICD-10-CM code in use.",
        (
            _key("diagnosis_id", "the code", INTEGER),
            _classic("icd10_code", varchar(10), "ICD-10-CM code, with the dot."),
            _classic("icd10_description", varchar(255), "Meaning of the code.", nullable=True),
        ),
    ),
    Table(
        "procedures",
        "One row per CPT or HCPCS code in use.",
        (
            _key("procedure_id", "the code", INTEGER),
            _classic("cpt_code", varchar(10), "CPT or HCPCS Level II code."),
            _classic("cpt_description", varchar(255), "Label in plain words.", nullable=True),
        ),
    ),
    Table(
        "encounters",
        "One row per encounter of a patient with the hospital.",
        (
            _key("encounter_id", "the encounter"),
            _foreign("patient_id", "patients", "The patient."),
            _foreign("provider_id", "providers", "The attending provider.", nullable=True),
            _classic("encounter_type", varchar(20), "Outpatient, Inpatient or ER."),
            _classic("encounter_date", DATETIME, "Arrival or admission.", indexed=True),
            _classic(
                "discharge_date", DATETIME, "End of the encounter; null while open.", nullable=True
            ),
            _foreign(
                "department_id", "departments", "Where it took place.", INTEGER, nullable=True
            ),
            _extra(
                "admission_type",
                varchar(20),
                "Inpatient only (UB-04 form locator 14): Emergency, Urgent, Elective or Newborn.",
            ),
            _extra(
                "admission_source",
                varchar(40),
                "Inpatient only: Emergency Department, Physician Referral, Transfer or Birth.",
            ),
            _extra(
                "discharge_disposition",
                varchar(40),
                "Home, Home Health, Skilled Nursing Facility, Rehabilitation, Hospice, Transfer, "
                "Admitted, Against Medical Advice or Expired.",
            ),
            *_AUDIT,
        ),
    ),
    Table(
        "encounter_diagnoses",
        "One row per diagnosis coded on an encounter.",
        (
            _key("encounter_diagnosis_id", "the coded diagnosis"),
            _foreign("encounter_id", "encounters", "The encounter."),
            _foreign("diagnosis_id", "diagnoses", "The code.", INTEGER),
            _classic("diagnosis_sequence", INTEGER, "1 is the principal diagnosis."),
            *_AUDIT,
        ),
    ),
    Table(
        "encounter_procedures",
        "One row per procedure performed in an encounter; repeats are rows of their own.",
        (
            _key("encounter_procedure_id", "the performed procedure"),
            _foreign("encounter_id", "encounters", "The encounter."),
            _foreign("procedure_id", "procedures", "The code.", INTEGER),
            _classic("procedure_date", DATE, "Day it was performed.", nullable=True),
            *_AUDIT,
        ),
    ),
    Table(
        "billing",
        "One row per claim; an encounter has none, one or several.",
        (
            _key("billing_id", "the claim"),
            _foreign("encounter_id", "encounters", "The encounter."),
            _classic("claim_amount", MONEY, "Charged, US dollars."),
            _classic("allowed_amount", MONEY, "Allowed by the payer, US dollars.", nullable=True),
            _classic("claim_date", DATE, "Day the claim was sent.", nullable=True, indexed=True),
            _classic("claim_status", varchar(20), "Paid, Pending or Denied."),
            _PAYER,
            _extra("paid_amount", MONEY, "Paid by the payer, US dollars; null until decided."),
            _extra(
                "claim_number",
                varchar(30),
                "The payer's claim control number: one per claim; a claim sent again has its own.",
            ),
            *_AUDIT,
        ),
    ),
    Table(
        "deleted_rows",
        "One row per row that the source deleted: all that is left of it.",
        (
            _key("deleted_row_id", "the deletion", classic=False),
            Column("table_name", varchar(64), "Table that held the row."),
            Column("row_id", BIGINT, "Primary key of the row.", indexed=True),
            Column("deleted_at", DATETIME, "When the source deleted the row."),
            replace(_RECEIVED, description="When the deletion reached this database."),
        ),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
