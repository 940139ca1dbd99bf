"""dbt.tests.adapter.ephemeral."""

from dbt.tests.adapter.ephemeral import test_ephemeral as suite


class TestEphemeralMulti(suite.BaseEphemeralMulti):
    pass


class TestEphemeralNested(suite.BaseEphemeralNested):
    pass


class TestEphemeralErrorHandling(suite.BaseEphemeralErrorHandling):
    pass
