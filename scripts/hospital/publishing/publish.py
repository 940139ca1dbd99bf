"""Publishing and rolling back, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from hospital.config import Engine
from hospital.publishing.audit import Audited, build_and_test
from hospital.publishing.warehouse import Publication, Schemas, open_warehouse


@dataclass(frozen=True)
class Published:
    """A publication, and the audit that it passed."""

    schemas: Schemas
    publication: Publication
    audited: Audited


def publish(
    engine: Engine, environment: Mapping[str, str], report: Callable[[str], None]
) -> Published:
    """Builds and tests the working warehouse; only if every test passes, readers get its marts.

    `report` gets a line for people as each step begins. A publish that is killed at any moment
    leaves the live star whole, and the next one goes on where it stood.

    Raises:
        NotPublishedError: a test failed, or another publish is under way.
        DbtError: dbt could not begin.
        HospitalError: no connection, or the disk is full.
    """
    with open_warehouse(engine, environment) as warehouse:
        schemas = warehouse.schemas
        if warehouse.adopt():
            report(f"{schemas.build} begins as a copy of {schemas.live}")
        report(f"building and testing in {schemas.build}; {schemas.live} stays as it is")
        audited = build_and_test(engine, environment, schemas.build)
        report(f"{audited.passed:,} tests passed; copying {len(audited.tables)} tables")
        publication = warehouse.publish(
            audited.tables, datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        )
    return Published(schemas, publication, audited)


def rollback(engine: Engine, environment: Mapping[str, str]) -> tuple[Schemas, Publication]:
    """Puts back what readers saw before the last publish, at once; a second one undoes it.

    Raises:
        NotBuiltError: nothing was ever replaced.
        HospitalError: no connection, or a publish is under way.
    """
    with open_warehouse(engine, environment) as warehouse:
        return warehouse.schemas, warehouse.rollback()
