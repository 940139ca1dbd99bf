"""How MySQL names a table: `schema`.`identifier`, with no third level."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from dbt.adapters.base.relation import BaseRelation, EventTimeFilter
from dbt.adapters.contracts.relation import Policy, RelationType


@dataclass
class MySQLPolicy(Policy):
    """The parts of a name that exist: a MySQL schema is the database."""

    database: bool = False
    schema: bool = True
    identifier: bool = True


@dataclass(frozen=True, eq=False, repr=False)
class MySQLRelation(BaseRelation):
    """A table or view of MySQL or MariaDB."""

    quote_character: str = "`"
    include_policy: Policy = field(default_factory=MySQLPolicy)
    quote_policy: Policy = field(default_factory=MySQLPolicy)
    renameable_relations: frozenset[RelationType] = field(
        default_factory=lambda: frozenset({RelationType.Table, RelationType.View})
    )
    replaceable_relations: frozenset[RelationType] = field(
        default_factory=lambda: frozenset({RelationType.View})
    )

    @classmethod
    def create(cls, database: str | None = None, *args: Any, **kwargs: Any) -> Self:
        """Make a relation, leaving out the database that dbt or a source may name."""
        del database
        return super().create(None, *args, **kwargs)

    def quoted(self, identifier: str) -> str:
        """Quote a name with backticks."""
        return "`{}`".format(identifier.replace("`", "``"))

    def _render_event_time_filtered(self, event_time_filter: EventTimeFilter) -> str:
        # MariaDB reads no time zone in a literal: give both servers plain UTC.
        def plain(moment: datetime | None) -> Any:
            if moment is None or moment.tzinfo is None:
                return moment
            return moment.astimezone(UTC).replace(tzinfo=None)

        return super()._render_event_time_filtered(
            EventTimeFilter(
                event_time_filter.field_name,
                plain(event_time_filter.start),
                plain(event_time_filter.end),
            )
        )
