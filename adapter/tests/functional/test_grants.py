"""dbt.tests.adapter.grants."""

import pytest
from dbt.tests.adapter.grants import base_grants
from dbt.tests.adapter.grants import test_incremental_grants as incremental_grants
from dbt.tests.adapter.grants import test_invalid_grants as invalid_grants
from dbt.tests.adapter.grants import test_model_grants as model_grants
from dbt.tests.adapter.grants import test_seed_grants as seed_grants
from dbt.tests.adapter.grants import test_snapshot_grants as snapshot_grants


@pytest.fixture(scope="class", autouse=True)
def grantees_in_environment(grantees, monkeypatch_class):
    """Create the three users of the suite and name them to dbt."""
    for variable, name in zip(base_grants.TEST_USER_ENV_VARS, grantees, strict=True):
        monkeypatch_class.setenv(variable, name)


@pytest.mark.ci
class TestModelGrants(model_grants.BaseModelGrants):
    pass


class TestIncrementalGrants(incremental_grants.BaseIncrementalGrants):
    """A dropped table's grants are kept for the next of its name: they are revoked with it."""

    @pytest.fixture(autouse=True)
    def revoke_with_schema(self, project, server, grantees, monkeypatch):
        drop = type(project.adapter).drop_schema

        def drop_and_revoke(adapter, relation):
            drop(adapter, relation)
            for name in grantees:
                server.run(f"revoke all privileges, grant option from {name}")

        monkeypatch.setattr(type(project.adapter), "drop_schema", drop_and_revoke)


class TestSeedGrants(seed_grants.BaseSeedGrants):
    pass


class TestSnapshotGrants(snapshot_grants.BaseSnapshotGrants):
    pass


class TestInvalidGrants(invalid_grants.BaseInvalidGrants):
    """The two servers' own words for a missing user and a wrong privilege."""

    @pytest.fixture(autouse=True)
    def messages(self, engine):
        self.missing_user = {
            "mysql": "You are not allowed to create a user with GRANT",
            "mariadb": "Can't find any matching row in the user table",
        }[engine]
        self.wrong_privilege = {
            "mysql": "Illegal privilege level specified",
            "mariadb": "You have an error in your SQL syntax",
        }[engine]

    def grantee_does_not_exist_error(self):
        return self.missing_user

    def privilege_does_not_exist_error(self):
        return self.wrong_privilege
