"""dbt.tests.adapter.constraints: contracts and constraints."""

import pytest
from dbt.tests.adapter.constraints import fixtures
from dbt.tests.adapter.constraints import test_constraints as suite

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


@pytest.mark.ci
class TestTableConstraintsColumnsEqual(MySQLTypes, suite.BaseTableConstraintsColumnsEqual):
    """MySQL's types in place of timestamptz, arrays and json."""


class TestViewConstraintsColumnsEqual(MySQLTypes, suite.BaseViewConstraintsColumnsEqual):
    """MySQL's types in place of timestamptz, arrays and json."""


class TestIncrementalConstraintsColumnsEqual(
    MySQLTypes, suite.BaseIncrementalConstraintsColumnsEqual
):
    """MySQL's types in place of timestamptz, arrays and json."""


class TestTableConstraintsRuntimeDdlEnforcement(suite.BaseConstraintsRuntimeDdlEnforcement):
    pass


class TestIncrementalConstraintsRuntimeDdlEnforcement(
    suite.BaseIncrementalConstraintsRuntimeDdlEnforcement
):
    pass


class TestModelConstraintsRuntimeEnforcement(suite.BaseModelConstraintsRuntimeEnforcement):
    pass


class TestConstraintQuotedColumn(suite.BaseConstraintQuotedColumn):
    pass


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
