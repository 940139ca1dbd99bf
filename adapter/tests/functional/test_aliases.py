"""dbt.tests.adapter.aliases."""

import pytest
from dbt.tests.adapter.aliases import fixtures
from dbt.tests.adapter.aliases import test_aliases as suite

# The default's `'...'::text` is Postgres.
MACROS = {
    "cast.sql": fixtures.MACROS__CAST_SQL.replace("::text", ""),
    "expect_value.sql": fixtures.MACROS__EXPECT_VALUE_SQL,
}


class TestAliases(suite.BaseAliases):
    """The macro's `::text` left out."""

    @pytest.fixture(scope="class")
    def macros(self):
        return MACROS


class TestAliasErrors(suite.BaseAliasErrors):
    """The macro's `::text` left out."""

    @pytest.fixture(scope="class")
    def macros(self):
        return MACROS


class TestSameAliasDifferentSchemas(suite.BaseSameAliasDifferentSchemas):
    """The macro's `::text` left out."""

    @pytest.fixture(scope="class")
    def macros(self):
        return MACROS


class TestSameAliasDifferentDatabases(suite.BaseSameAliasDifferentDatabases):
    """The macro's `::text` left out."""

    @pytest.fixture(scope="class")
    def macros(self):
        return MACROS
