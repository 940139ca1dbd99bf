"""dbt.tests.adapter.sample_mode."""

import pytest
from dbt.tests.adapter.sample_mode import fixtures
from dbt.tests.adapter.sample_mode import test_sample_mode as suite
from mysql_sql import as_mysql


class TestSampleMode(suite.BaseSampleModeTest):
    """No time zone in a timestamp literal."""

    @pytest.fixture(scope="class")
    def input_model_sql(self):
        return as_mysql(fixtures.input_model_sql)
