"""dbt.tests.adapter.constraints: contracts and constraints."""

import pytest
from dbt.tests.adapter.constraints import fixtures
from dbt.tests.adapter.constraints import test_constraints as suite
from mysql_sql import in_backticks

# MySQL's word for a session's time zone, and for reading it.
HEADER = {
    "set session time zone 'Asia/Kolkata'": "set session time_zone = '+05:30'",
    "current_setting('timezone')": "@@session.time_zone",
}


def with_header(model: str) -> str:
    """Say the suite's sql header in MySQL's words."""
    for theirs, ours in HEADER.items():
        model = model.replace(theirs, ours)
    return model


class MySQLTypes:
    """MySQL's types: no timestamptz, no arrays; the driver names a result's family of types."""

    @pytest.fixture
    def string_type(self):
        return "VARCHAR"

    @pytest.fixture
    def int_type(self):
        return "INTEGER"

    @pytest.fixture
    def schema_string_type(self):
        return "text"

    @pytest.fixture
    def schema_int_type(self):
        return "int"

    @pytest.fixture
    def data_types(self):
        return [
            ["1", "int", "INTEGER"],
            ["'1'", "text", "VARCHAR"],
            ["cast('2013-11-03 00:00:00' as datetime)", "timestamp", "DATETIME"],
            ["cast('2013-11-03' as date)", "date", "DATE"],
            ["cast('1' as decimal(10, 2))", "numeric", "DECIMAL"],
            ["1e0", "double", "DOUBLE"],
        ]


class TestTableConstraintsColumnsEqual(MySQLTypes, suite.BaseTableConstraintsColumnsEqual):
    """MySQL's types in place of timestamptz, arrays and json."""


class TestViewConstraintsColumnsEqual(MySQLTypes, suite.BaseViewConstraintsColumnsEqual):
    """MySQL's types in place of timestamptz, arrays and json."""


class TestIncrementalConstraintsColumnsEqual(
    MySQLTypes, suite.BaseIncrementalConstraintsColumnsEqual
):
    """MySQL's types in place of timestamptz, arrays and json."""


# Checks and foreign keys stand below the columns: MariaDB ignores a column's own REFERENCES.
COLUMN_DDL = """
create table <model_identifier> (
    `id` int not null primary key unique,
    `color` text,
    `date_day` text,
    check ((id > 0)),
    check (id >= 1),
    foreign key (`id`) references <foreign_key_model_identifier> (`id`)
);
insert into <model_identifier> (`id`, `color`, `date_day`)
select `id`, `color`, `date_day`
from (
    -- depends_on: <foreign_key_model_identifier>
    select 'blue' as color, 1 as id, '2019-01-01' as date_day
) as model_subq
"""


@pytest.mark.ci
class TestTableConstraintsRuntimeDdlEnforcement(suite.BaseConstraintsRuntimeDdlEnforcement):
    """MySQL's quotes; checks and foreign keys below the columns."""

    @pytest.fixture(scope="class")
    def expected_sql(self):
        return COLUMN_DDL


class TestIncrementalConstraintsRuntimeDdlEnforcement(
    suite.BaseIncrementalConstraintsRuntimeDdlEnforcement
):
    """MySQL's quotes; checks and foreign keys below the columns."""

    @pytest.fixture(scope="class")
    def expected_sql(self):
        return COLUMN_DDL


class TestModelConstraintsRuntimeEnforcement(suite.BaseModelConstraintsRuntimeEnforcement):
    """MySQL's quotes; varchar in a unique key, which cannot hold text."""

    @pytest.fixture(scope="class")
    def models(self):
        schema = fixtures.constrained_model_schema_yml.replace(
            "data_type: text", "data_type: varchar(10)"
        )
        return {
            "my_model.sql": fixtures.my_model_wrong_order_depends_on_fk_sql,
            "foreign_key_model.sql": fixtures.foreign_key_model_sql,
            "constraints_schema.yml": schema,
        }

    @pytest.fixture(scope="class")
    def expected_sql(self):
        return """
create table <model_identifier> (
    `id` int not null,
    `color` varchar(10),
    `date_day` varchar(10),
    check ((id > 0)),
    check (id >= 1),
    primary key (`id`),
    unique key `strange_uniqueness_requirement` (`color`, `date_day`),
    foreign key (`id`) references <foreign_key_model_identifier> (id)
);
insert into <model_identifier> (`id`, `color`, `date_day`)
select `id`, `color`, `date_day`
from (
    -- depends_on: <foreign_key_model_identifier>
    select 'blue' as color, 1 as id, '2019-01-01' as date_day
) as model_subq
"""


class TestConstraintQuotedColumn(suite.BaseConstraintQuotedColumn):
    """MySQL's quotes, in the user's expression as well."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "my_model.sql": fixtures.my_model_with_quoted_column_name_sql,
            "constraints_schema.yml": in_backticks(fixtures.model_quoted_column_schema_yml),
        }

    @pytest.fixture(scope="class")
    def expected_sql(self):
        return """
create table <model_identifier> (
    `id` int not null,
    `from` text not null,
    `date_day` text,
    check ((`from` = 'blue'))
);
insert into <model_identifier> (`id`, `from`, `date_day`)
select `id`, `from`, `date_day`
from (
    select 'blue' as `from`, 1 as id, '2019-01-01' as date_day
) as model_subq
"""


class MySQLErrors:
    """MySQL's message for a null."""

    @pytest.fixture(scope="class")
    def expected_error_messages(self):
        return ["Column 'id' cannot be null"]


@pytest.mark.ci
class TestTableConstraintsRollback(MySQLErrors, suite.BaseConstraintsRollback):
    """MySQL's message for a null."""


class TestIncrementalConstraintsRollback(MySQLErrors, suite.BaseIncrementalConstraintsRollback):
    """MySQL's message for a null."""


class TestTableContractSqlHeader(suite.BaseTableContractSqlHeader):
    """MySQL's words for the session's time zone."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "my_model_contract_sql_header.sql": with_header(
                fixtures.my_model_contract_sql_header_sql
            ),
            "constraints_schema.yml": fixtures.model_contract_header_schema_yml,
        }


class TestIncrementalContractSqlHeader(suite.BaseIncrementalContractSqlHeader):
    """MySQL's words for the session's time zone."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "my_model_contract_sql_header.sql": with_header(
                fixtures.my_model_incremental_contract_sql_header_sql
            ),
            "constraints_schema.yml": fixtures.model_contract_header_schema_yml,
        }


@pytest.mark.ci
class TestIncrementalForeignKeyConstraint(suite.BaseIncrementalForeignKeyConstraint):
    pass
