"""dbt.tests.adapter.dbt_debug."""

import pytest
from dbt.tests.adapter.dbt_debug import test_dbt_debug as suite


@pytest.mark.ci
class TestDebug(suite.BaseDebugPostgres):
    pass


class TestDebugInvalidProject(suite.BaseDebugInvalidProjectPostgres):
    pass


class TestDebugProfileVariable(suite.BaseDebugProfileVariable, suite.BaseDebugPostgres):
    pass
