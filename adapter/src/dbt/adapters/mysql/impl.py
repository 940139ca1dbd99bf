"""The adapter: what dbt asks of MySQL and MariaDB that is not a macro."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dbt.adapters.base.meta import available
from dbt.adapters.base.relation import BaseRelation, InformationSchema, SchemaSearchMap
from dbt.adapters.capability import Capability, CapabilityDict, CapabilitySupport, Support
from dbt.adapters.contracts.connection import Connection
from dbt.adapters.contracts.relation import RelationConfig
from dbt.adapters.mysql.column import LONGEST_VARCHAR, MySQLColumn, plain_type
from dbt.adapters.mysql.comments import Described
from dbt.adapters.mysql.connections import MySQLConnectionManager, run_to_last_result
from dbt.adapters.mysql.indexes import MySQLIndex
from dbt.adapters.mysql.names import shorten
from dbt.adapters.mysql.relation import MySQLRelation
from dbt.adapters.mysql.replacing import ReplacingAdapter
from dbt.adapters.protocol import AdapterConfig

if TYPE_CHECKING:
    import agate

FULL = CapabilitySupport(support=Support.Full)


@dataclass
class MySQLConfig(AdapterConfig):
    """What a model can configure besides dbt's own."""

    indexes: list[MySQLIndex] | None = None
    cluster_by: str | list[str] | None = None


class MySQLAdapter(ReplacingAdapter):
    """dbt on MySQL; MariaDB's adapter inherits it."""

    Relation = MySQLRelation
    Column = MySQLColumn
    ConnectionManager = MySQLConnectionManager
    AdapterSpecificConfigs = MySQLConfig

    _cached_schemas: Collection[BaseRelation] = ()

    _capabilities = CapabilityDict(
        {
            Capability.SchemaMetadataByRelations: FULL,
            Capability.TableLastModifiedMetadata: FULL,
            Capability.TableLastModifiedMetadataBatch: FULL,
            Capability.MicrobatchConcurrency: FULL,
        }
    )

    # Runs at once

    @available.parse_none
    def hold_lock(self, name: str, seconds: int = 0) -> str | None:
        """Take a lock of the server until this run ends, however it ends.

        Args:
            name: At most 64 characters.
            seconds: How long to wait for whoever has it.

        Returns:
            None if it is taken, else the connection that has it, in words.
        """
        holder = self.connections.hold_lock(name, 0)
        if holder is not None and seconds:
            holder = self.connections.hold_lock(name, seconds)
            if holder is None:
                # What dbt had found in its schemas was unfinished.
                self._look_again()
        return holder

    def set_relations_cache(
        self,
        relation_configs: Iterable[RelationConfig],
        clear: bool = False,
        required_schemas: set[BaseRelation] | None = None,
    ) -> None:
        """List the relations of all schemas, or of those required."""
        configs = list(relation_configs)
        self._cached_schemas = required_schemas or self._get_cache_schemas(configs)
        super().set_relations_cache(configs, clear, required_schemas)

    def _look_again(self) -> None:
        with self.cache.lock:
            self.cache.clear()
            for schema in self._cached_schemas:
                for relation in self.list_relations_without_caching(schema):
                    self.cache.add(relation)
            self.cache.update_schemas((None, str(schema.schema)) for schema in self._cached_schemas)

    # Names and types

    @classmethod
    def date_function(cls) -> str:
        """Give the current time."""
        return "current_timestamp(6)"

    @available
    @classmethod
    def cast_type(cls, dtype: str) -> str:
        """Give the type to write in CAST for a DDL type."""
        return str(MySQLColumn.cast_type(dtype))

    @available
    @classmethod
    def short_name(cls, name: str, suffix: str) -> str:
        """Append a suffix, leaving room for the constraint names that the server derives."""
        return shorten(name, len(suffix) + len("_ibfk_99")) + suffix

    @available.parse(lambda *_a, **_k: [])
    def get_column_schema_from_query(self, sql: str) -> list[MySQLColumn]:
        """Name a query's columns and their families of types."""
        _, cursor = self.connections.add_select_query(sql)
        return [
            self.Column(column[0], self.connections.data_type_code_to_name(column[1]))
            for column in cursor.description
        ]

    @classmethod
    def convert_text_type(cls, agate_table: "agate.Table", col_idx: int) -> str:
        """Choose a seed column's text type by its longest value."""
        longest = max((len(v) for v in agate_table.columns[col_idx] if v is not None), default=0)
        # Wide varchars soon fill a row: past the usual length take a text type.
        return str(MySQLColumn.string_type(255 if longest <= 255 else LONGEST_VARCHAR + longest))

    @classmethod
    def convert_integer_type(cls, agate_table: "agate.Table", col_idx: int) -> str:
        """Choose a seed column's integer type by its largest value."""
        largest = max((abs(v) for v in agate_table.columns[col_idx] if v is not None), default=0)
        return "int" if largest < 2**31 else "bigint"

    @classmethod
    def convert_number_type(cls, agate_table: "agate.Table", col_idx: int) -> str:
        """Give a seed's type for numbers."""
        import agate

        decimals = agate_table.aggregate(agate.MaxPrecision(col_idx))
        return "double" if decimals else cls.convert_integer_type(agate_table, col_idx)

    @classmethod
    def convert_boolean_type(cls, *_column: Any) -> str:
        """Give a seed's type for booleans."""
        return "tinyint(1)"

    @classmethod
    def convert_datetime_type(cls, *_column: Any) -> str:
        """Give a seed's type for times of a day."""
        return "datetime(6)"

    # dbt passes on a database where MySQL has none; the cache knows relations by schema alone.

    @available.parse_list
    def list_relations(self, database: str | None, schema: str) -> list[BaseRelation]:
        """List a schema's relations from the cache."""
        del database
        relations: list[BaseRelation] = super().list_relations(None, schema)
        return relations

    @available.parse_none
    def get_relation(
        self, database: str | None, schema: str, identifier: str
    ) -> BaseRelation | None:
        """Find a relation in the cache."""
        del database
        relation: BaseRelation | None = super().get_relation(None, schema, identifier)
        return relation

    def _make_match_kwargs(
        self, database: str | None, schema: str | None, identifier: str | None
    ) -> dict[str, str]:
        # Names keep their case, quoted or not; dbt's own lowers the unquoted ones.
        del database
        names = {"schema": schema, "identifier": identifier}
        return {part: name for part, name in names.items() if name is not None}

    # Indexes

    @available
    def index_clauses(
        self, raw_indexes: list[dict[str, Any]] | None, declared: bool | None = None
    ) -> list[str]:
        """Render a model's `indexes`: all, or those that `create table` declares, or the others."""
        indexes = [MySQLIndex.parse(raw) for raw in raw_indexes or ()]
        return [i.render() for i in indexes if declared is None or i.is_declared == declared]

    @available
    def row_key(self, model: dict[str, Any]) -> list[str]:
        """Name the columns that tell a model's rows apart: its primary key, or a unique index."""
        indexes = [MySQLIndex.parse(raw) for raw in model["config"].get("indexes") or ()]
        unique = [index.columns for index in indexes if index.is_declared]
        return self.primary_key(model) or next(iter(unique), [])

    # Comments

    @available.parse(lambda *_a, **_k: Described("", {}))
    def described(self, relation: BaseRelation) -> Described:
        """Give a table's comments, and each column's definition as the server writes it."""
        _, table = self.execute(f"show create table {relation.render()}", fetch=True)
        return Described.parse(str(table.rows[0][1]))

    # Catalog

    def _get_catalog_schemas(self, relation_configs: Iterable[RelationConfig]) -> SchemaSearchMap:
        # dbt's own lowers the names, which MySQL compares with regard to case.
        schemas = SchemaSearchMap()
        for relation in self._get_catalog_relations(relation_configs):
            schemas.setdefault(relation.information_schema_only(), set()).add(relation.schema)
        return schemas

    @classmethod
    def _catalog_filter_table(
        cls, table: "agate.Table", used_schemas: frozenset[tuple[str, str]]
    ) -> "agate.Table":
        from dbt_common.clients.agate_helper import table_from_rows

        wanted = {schema.lower() for _, schema in used_schemas if schema}
        text = [name for name in table.column_names if name != "column_index"]
        at = table.column_names.index("column_type")
        rows = [[*row[:at], plain_type(row[at]), *row[at + 1 :]] for row in table.rows]
        table = table_from_rows(rows, table.column_names, text_only_columns=text)
        return table.where(lambda row: row["table_schema"].lower() in wanted)

    def _get_one_catalog_by_relations(
        self,
        information_schema: InformationSchema,
        relations: list[BaseRelation],
        used_schemas: frozenset[tuple[str, str]],
    ) -> "agate.Table":
        # By schema is as quick; the caller keeps the relations it asked for.
        schemas = {str(relation.schema) for relation in relations}
        return self._get_one_catalog(information_schema, schemas, used_schemas)

    # Grants, strategies

    @available
    def standardize_grants_dict(self, grants_table: "agate.Table") -> dict[str, list[str]]:
        """Give the grants the way a project writes them: privilege to user or user@host."""
        grants: dict[str, list[str]] = {}
        for row in grants_table:
            user, _, host = row["grantee"].replace("'", "").rpartition("@")
            grantee = user if host in ("%", "") else f"{user}@{host}"
            grants.setdefault(row["privilege_type"].lower(), []).append(grantee or host)
        return grants

    def valid_incremental_strategies(self) -> list[str]:
        """Name the incremental strategies there are macros for."""
        return ["append", "delete+insert", "merge", "microbatch"]

    # For dbt's conformance suite

    @available
    def run_sql_for_tests(self, sql: str, fetch: str, conn: Connection) -> Any:
        """Run one or several statements outside of a transaction."""
        cursor = conn.handle.cursor()
        cursor.execute(sql)
        run_to_last_result(conn.handle, cursor)
        conn.transaction_open = False
        if fetch == "one":
            return cursor.fetchone()
        return cursor.fetchall() if fetch == "all" else None

    def timestamp_add_sql(self, add_to: str, number: int = 1, interval: str = "hour") -> str:
        """Add to a timestamp."""
        return f"date_add({add_to}, interval {number} {interval})"

    def string_add_sql(self, add_to: str, value: str, location: str = "append") -> str:
        """Add to a string."""
        parts = [add_to, f"'{value}'"] if location == "append" else [f"'{value}'", add_to]
        return f"concat({', '.join(parts)})"
