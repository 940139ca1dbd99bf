"""dbt.tests.adapter.concurrency."""

import pytest
from dbt.tests.adapter.concurrency import test_concurrency as suite


@pytest.mark.ci
class TestConcurrency(suite.BaseConcurrency):
    pass
