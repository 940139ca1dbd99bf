"""dbt.tests.adapter.empty."""

import pytest
from dbt.tests.adapter.empty import test_empty as suite


@pytest.mark.ci
class TestEmpty(suite.BaseTestEmpty):
    pass


class TestMetadataWithEmptyFlag(suite.MetadataWithEmptyFlag):
    pass
