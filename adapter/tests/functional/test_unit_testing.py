"""dbt.tests.adapter.unit_testing."""

import pytest
from dbt.tests.adapter.unit_testing import test_case_insensitivity as case_insensitivity
from dbt.tests.adapter.unit_testing import test_invalid_input as invalid_input
from dbt.tests.adapter.unit_testing import (
    test_quoted_reserved_word_column_names as quoted_reserved_word_column_names,
)
from dbt.tests.adapter.unit_testing import test_types as types
from mysql_sql import in_backticks


@pytest.mark.ci
class TestUnitTestCaseInsensitivity(case_insensitivity.BaseUnitTestCaseInsensivity):
    pass


class TestUnitTestInvalidInput(invalid_input.BaseUnitTestInvalidInput):
    pass


class TestUnitTestQuotedReservedWordColumnNames(
    quoted_reserved_word_column_names.BaseUnitTestQuotedReservedWordColumnNames
):
    """Backticks for the reserved word."""

    @pytest.fixture(scope="class")
    def models(self):
        suite = quoted_reserved_word_column_names
        return {
            "my_model.sql": suite.my_model_sql,
            "my_upstream_model.sql": in_backticks(
                suite.my_upstream_model_with_reserved_word_column_name_sql
            ),
            "unit_tests.yml": suite.test_my_model_csv_fixtures_yml,
        }


class TestUnitTestingTypes(types.BaseUnitTestingTypes):
    """MySQL's types and casts: no timestamptz, no `::`."""

    @pytest.fixture
    def data_types(self):
        balances = """'{"bar": "baz", "balance": 7.77, "active": false}'"""
        return [
            ["1", "1"],
            ["'1'", "1"],
            ["true", "true"],
            ["DATE '2020-01-02'", "2020-01-02"],
            ["TIMESTAMP '2013-11-03 00:00:00'", "2013-11-03 00:00:00"],
            ["cast('1' as decimal(10, 2))", "1"],
            [balances, balances],
        ]


class TestUnitTestingVarcharFixtureNoTruncation(types.BaseUnitTestingVarcharFixtureNoTruncation):
    """CAST makes a varchar with CHAR."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "my_model.sql": types._length_model_sql,
            "my_upstream_model.sql": types.my_upstream_model_sql.format(
                sql_value="cast('short' as char(5))"
            ),
            "schema.yml": types._length_test_yml,
        }
