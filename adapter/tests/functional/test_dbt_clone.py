"""dbt.tests.adapter.dbt_clone."""

import pytest
from dbt.tests.adapter.dbt_clone import test_dbt_clone as suite
from dbt.tests.util import run_dbt, run_dbt_and_capture


class Schemas:
    """The suite leaves the schemas of its seeds behind."""

    @pytest.fixture(autouse=True)
    def clean_up(self, project):
        yield
        with project.adapter.connection_named("__test"):
            for schema in (f"{project.test_schema}_seeds", project.test_schema):
                project.adapter.drop_schema(project.adapter.Relation.create(schema=schema))


class TestClonePossible(Schemas, suite.BaseClonePossible):
    pass


class TestCloneNotPossible(Schemas, suite.BaseCloneNotPossible):
    pass


class TestCloneSameTargetAndState(suite.BaseCloneSameTargetAndState):
    pass


class TestCloneSameSourceAndTarget(suite.BaseCloneSameSourceAndTarget):
    """Without the source table, which the suite names with a database above the schema."""

    def test_clone_same_source_and_target(self, project, unique_schema):
        run_dbt(["seed"])
        run_dbt(["run"])
        self.copy_state(project.project_root)
        _, output = run_dbt_and_capture(
            ["clone", "--state", "state", "--full-refresh", "--log-level", "debug"]
        )
        assert "skipping clone for relation" in output
