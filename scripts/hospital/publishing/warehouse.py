"""A warehouse under its lock, and what publishing does to it; each engine has its own words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from hospital.config import Engine, olap_database
from hospital.errors import HospitalError, NotBuiltError, NotPublishedError

# One row per published table; switched together with them, so that it is always theirs.
CONTENTS = "published_tables"
CONTENTS_COLUMNS = {
    "table_name": ("varchar(64)", "The published table."),
    "publication_number": (
        "bigint",
        "Counts the publications; the same in every row. A reader who finds it unchanged after "
        "several queries has read one version.",
    ),
    "published_at": ("timestamp", "When it was published, in UTC."),
    "row_count": ("bigint", "Rows of the table."),
}
CONTENTS_COMMENT = "One row per table that was published together, audited before."
# Closed loads: where it is missing, no load was ever completed.
_LOADS = "int_loads_closed"


@dataclass(frozen=True)
class Schemas:
    """The names of a warehouse's schemas (databases on a server)."""

    live: str

    @property
    def staging(self) -> str:
        """The staging models of the live schema, where dbt was run into it."""
        return f"{self.live}_staging"

    @property
    def build(self) -> str:
        """The marts of the working warehouse."""
        return f"{self.live}_build"

    @property
    def build_staging(self) -> str:
        """Its staging models."""
        return f"{self.build}_staging"

    @property
    def next(self) -> str:
        """Copies that are not live yet."""
        return f"{self.live}_next"

    @property
    def previous(self) -> str:
        """What was live before."""
        return f"{self.live}_previous"

    @property
    def replaced(self) -> str:
        """What is on its way out."""
        return f"{self.live}_replaced"


@dataclass(frozen=True)
class Publication:
    """What readers see: its number, None for a star that dbt built in place, and rows per table."""

    number: int | None
    rows: Mapping[str, int]


class Warehouse(ABC):
    """The schemas, while no other program publishes into them."""

    def __init__(self, schemas: Schemas) -> None:
        """Name the schemas."""
        self.schemas = schemas

    def adopt(self) -> bool:
        """Gives the working warehouse a beginning: the star that dbt has built in place.

        Else the history that its audit marts keep would be lost. False if the working warehouse
        has begun already, or there is nothing to begin with.
        """
        schemas = self.schemas
        if _LOADS in self.tables(schemas.build_staging):
            return False
        if _LOADS not in self.tables(schemas.staging):
            return False
        # The loads last: what is there without them is begun again.
        copies = [
            (source, target, name)
            for source, target in (
                (schemas.live, schemas.build),
                (schemas.staging, schemas.build_staging),
            )
            for name in sorted(self.tables(source) - {CONTENTS}, key=lambda name: name == _LOADS)
        ]
        self._adopt(copies)
        return True

    def publish(self, names: Iterable[str], published_at: datetime) -> Publication:
        """Copies the tables out of the working warehouse and puts them in the live one's place.

        All change at once; what was live is in the previous schema then. Tables of the last
        publication that are not among `names` leave; tables of others stay.

        Raises:
            NotPublishedError: a table is missing, or a view has its name; nothing has changed.
        """
        names = sorted(names)
        missing = sorted(set(names) - self.tables(self.schemas.build))
        if missing:
            raise NotPublishedError(
                f"nothing was published: {self.schemas.build} has no table {', '.join(missing)}; "
                f"every mart must be one"
            )
        views = sorted(self.views(self.schemas.live) & {*names, CONTENTS})
        if views:
            raise NotPublishedError(
                f"nothing was published: {self.schemas.live}.{views[0]} is a view; drop it"
            )
        past = [self.contents(schema) for schema in (self.schemas.live, self.schemas.previous)]
        number = 1 + max((found.number or 0 for found in past), default=0)
        outgoing = self.tables(self.schemas.live) & {*names, CONTENTS, *past[0].rows}
        rows = self._publish(names, sorted(outgoing), number, published_at)
        return Publication(number, rows)

    def rollback(self) -> Publication:
        """Exchanges the live tables with those that were live before, all at once.

        Raises:
            NotBuiltError: there are none.
        """
        incoming = self.tables(self.schemas.previous)
        if not incoming:
            raise NotBuiltError(
                f"there is nothing to go back to: {self.schemas.previous} is empty until "
                f"'hospital publish' has replaced a star"
            )
        live = self.contents(self.schemas.live)
        outgoing = self.tables(self.schemas.live) & {*incoming, CONTENTS, *live.rows}
        self._exchange(sorted(outgoing), sorted(incoming))
        return self.contents(self.schemas.live)

    def contents(self, schema: str) -> Publication:
        """What a schema says of the publication in it."""
        if CONTENTS not in self.tables(schema):
            return Publication(None, {})
        rows = self._contents(schema)
        return Publication(
            max((number for _, number, _ in rows), default=None),
            {name: count for name, _, count in rows},
        )

    @abstractmethod
    def tables(self, schema: str) -> set[str]:
        """The tables of a schema; none where there is no such schema."""

    @abstractmethod
    def views(self, schema: str) -> set[str]:
        """The views of a schema."""

    @abstractmethod
    def _contents(self, schema: str) -> Sequence[tuple[str, int, int]]:
        """Name, publication number and rows of each published table of a schema."""

    @abstractmethod
    def _adopt(self, copies: Sequence[tuple[str, str, str]]) -> None:
        """Copies tables: from schema, to schema, name."""

    @abstractmethod
    def _publish(
        self, names: Sequence[str], outgoing: Sequence[str], number: int, published_at: datetime
    ) -> dict[str, int]:
        """See `publish`; rows per table."""

    @abstractmethod
    def _exchange(self, outgoing: Sequence[str], incoming: Sequence[str]) -> None:
        """See `rollback`."""


def open_warehouse(
    engine: Engine, environment: Mapping[str, str]
) -> AbstractContextManager[Warehouse]:
    """The warehouse that the environment names, under its lock.

    Raises:
        HospitalError: no connection, or another program publishes into it.
    """
    schemas = Schemas(olap_database(environment))
    # Each driver is loaded only where it is used.
    if engine is Engine.DUCKDB:
        from hospital.publishing import duckdb

        return duckdb.warehouse(schemas, environment)
    from hospital.publishing import server

    return server.warehouse(engine, schemas, environment)


def busy(schemas: Schemas, connection: int | None) -> HospitalError:
    """The refusal of a second publish; `connection` is the server's number of the one that has it.

    It says the same as that of a second dbt run.
    """
    holder = "another connection" if connection is None else f"connection {connection}"
    return NotPublishedError(
        f"another dbt run, publish or rollback of {schemas.live} is under way ({holder}); "
        f"wait until it has ended"
    )
