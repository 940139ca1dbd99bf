"""Putting one relation in another's place."""

from collections.abc import Iterable

from dbt.adapters.base.meta import available
from dbt.adapters.base.relation import BaseRelation
from dbt.adapters.mysql.constraints import ConstrainingAdapter


class ReplacingAdapter(ConstrainingAdapter):
    """The part of the adapter that drops, empties and replaces relations."""

    def _run_unchecked(self, statements: Iterable[str]) -> None:
        """Run DDL with foreign keys left unchecked, and check them again afterwards."""
        self.execute("set session foreign_key_checks = 0")
        try:
            for statement in statements:
                self.execute(statement)
        finally:
            connection = self.connections.get_if_exists()
            if connection is not None and connection.state == "open":
                self.execute("set session foreign_key_checks = 1")

    def drop_relation(self, relation: BaseRelation) -> None:
        """Drop a relation, even a table that foreign keys refer to."""
        self.cache_dropped(relation)
        kinds = [str(relation.type)] if relation.type else ["view", "table"]
        self._run_unchecked(f"drop {kind} if exists {relation.render()}" for kind in kinds)

    def truncate_relation(self, relation: BaseRelation) -> None:
        """Empty a table, even one that foreign keys refer to."""
        self._run_unchecked([f"truncate table {relation.render()}"])

    @available.parse_none
    def swap_relation(self, new: BaseRelation, target: BaseRelation) -> None:
        """Put a finished relation in the target's place, in one step for its readers."""
        old = self.get_relation(None, target.schema, target.identifier)
        if old is None:
            self.rename_relation(new, target)  # type: ignore[no-untyped-call]
            return
        backup = target.incorporate(  # type: ignore[no-untyped-call]
            path={"identifier": self.short_name(target.identifier, "__dbt_backup")}, type=old.type
        )
        left = self.get_relation(None, backup.schema, backup.identifier)
        if left is not None:  # by an earlier, broken run
            self.drop_relation(left)
        self.execute(f"rename table {target} to {backup}, {new} to {target}")
        self.cache_dropped(new)
        self.cache_dropped(old)
        self.cache_added(target)
        drop = f"drop {old.type} if exists {backup}"
        if old.is_table and target.is_table and self._is_referred_to(backup):
            # Foreign keys of other tables have followed the old table to its new name. With it
            # dropped they wait for a table of that name: lend it to the new one for a moment,
            # within a single statement, and they follow it back.
            self._run_unchecked([drop, f"rename table {target} to {backup}, {backup} to {target}"])
        else:
            self.execute(drop)

    def _is_referred_to(self, table: BaseRelation) -> bool:
        """Whether foreign keys, of whatever table, refer to the table."""
        _, cursor = self.connections.add_query(
            "select 1 from information_schema.referential_constraints"
            " where unique_constraint_schema = %s and referenced_table_name = %s limit 1",
            auto_begin=False,
            bindings=(table.schema, table.identifier),
        )
        return cursor.fetchone() is not None
