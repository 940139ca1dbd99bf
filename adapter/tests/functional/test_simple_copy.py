"""dbt.tests.adapter.simple_copy."""

import pytest
from dbt.tests.adapter.simple_copy import test_copy_uppercase as copy_uppercase
from dbt.tests.adapter.simple_copy import test_simple_copy as suite
from dbt.tests.util import run_dbt


class TestSimpleCopyUppercase(copy_uppercase.BaseSimpleCopyUppercase):
    """This server's profile in place of a Postgres one."""

    @pytest.fixture(scope="class")
    def dbt_profile_target(self, server):
        return server.target()


class TestSimpleCopy(suite.SimpleCopyBase):
    """Without the materialized view, which neither server has."""

    test_simple_copy_with_materialized_views = None


class TestEmptyModelsArentRun(suite.EmptyModelsArentRunBase):
    """The tables are looked up with =; ILIKE is Postgres."""

    def test_dbt_doesnt_run_empty_models(self, project):
        assert len(run_dbt(["seed"])) == 1
        assert len(run_dbt()) == 7
        rows = project.run_sql(
            "select table_name from information_schema.tables"
            f" where table_schema = '{project.test_schema}'",
            fetch="all",
        )
        tables = {name for (name,) in rows}
        assert "materialized" in tables
        assert not tables & {"empty", "disabled"}
