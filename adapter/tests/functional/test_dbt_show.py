"""dbt.tests.adapter.dbt_show."""

from dbt.tests.adapter.dbt_show import test_dbt_show as suite


class TestShowLimit(suite.BaseShowLimit):
    pass


class TestShowSqlHeader(suite.BaseShowSqlHeader):
    pass


class TestShowDoesNotHandleDoubleLimit(suite.BaseShowDoesNotHandleDoubleLimit):
    """MySQL's number for a syntax error."""

    DATABASE_ERROR_MESSAGE = "1064 (42000"
