"""dbt.tests.adapter.dbt_show."""

import pytest
from dbt.tests.adapter.dbt_show import test_dbt_show as suite


@pytest.mark.ci
class TestShowLimit(suite.BaseShowLimit):
    pass


class TestShowSqlHeader(suite.BaseShowSqlHeader):
    pass


class TestShowDoesNotHandleDoubleLimit(suite.BaseShowDoesNotHandleDoubleLimit):
    """MySQL's words for a syntax error."""

    DATABASE_ERROR_MESSAGE = "You have an error in your SQL syntax"
