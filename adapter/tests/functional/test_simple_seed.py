"""dbt.tests.adapter.simple_seed."""

from codecs import BOM_UTF8
from pathlib import Path

import pytest
from dbt.tests.adapter.simple_seed import fixtures
from dbt.tests.adapter.simple_seed import seeds as seed_files
from dbt.tests.adapter.simple_seed import test_seed as suite
from dbt.tests.adapter.simple_seed import test_seed_type_override as type_override
from mysql_sql import as_mysql, in_backticks

EXPECTED = in_backticks(as_mysql(seed_files.seeds__expected_sql))


class Expected:
    """The table to compare with, in MySQL's types and quotes."""

    @pytest.fixture(scope="class", autouse=True)
    def setUp(self, project):
        project.run_sql(EXPECTED)


class NoCascade(Expected):
    """Views outlive a table they read: nothing is dropped with a seed."""

    def _check_relation_end_state(self, run_result, project, exists):
        super()._check_relation_end_state(run_result, project, exists=True)


@pytest.mark.ci
class TestBasicSeedTests(NoCascade, suite.BaseBasicSeedTests):
    """MySQL's types and quotes; a full refresh drops no view, there is no CASCADE."""


class TestSeedConfigFullRefreshOn(NoCascade, suite.BaseSeedConfigFullRefreshOn):
    """MySQL's types and quotes; a full refresh drops no view, there is no CASCADE."""


class TestSeedConfigFullRefreshOff(Expected, suite.BaseSeedConfigFullRefreshOff):
    """MySQL's types and quotes."""


class TestSeedCustomSchema(Expected, suite.BaseSeedCustomSchema):
    """MySQL's types and quotes."""


class TestSeedWithUniqueDelimiter(Expected, suite.BaseSeedWithUniqueDelimiter):
    """MySQL's types and quotes."""


class TestSeedWithEmptyDelimiter(Expected, suite.BaseSeedWithEmptyDelimiter):
    """MySQL's types and quotes."""


class TestSimpleSeedEnabledViaConfig(suite.BaseSimpleSeedEnabledViaConfig):
    """DROP SCHEMA takes no CASCADE."""

    @pytest.fixture
    def clear_test_schema(self, project):
        yield
        project.run_sql(f"drop schema if exists {project.test_schema}")


class TestSeedParsing(Expected, suite.BaseSeedParsing):
    """MySQL's types and quotes."""


class TestSimpleSeedWithBOM(suite.BaseSimpleSeedWithBOM):
    """MySQL's types and quotes; the file is written here."""

    @pytest.fixture(scope="class", autouse=True)
    def setUp(self, project):
        project.run_sql(EXPECTED)
        path = Path(project.project_root) / "seeds" / "seed_bom.csv"
        path.write_bytes(BOM_UTF8 + seed_files.seed__actual_csv.encode())


class TestSeedSpecificFormats(suite.BaseSeedSpecificFormats):
    """A folder of its own: the suite deletes it afterwards."""

    @pytest.fixture(scope="class")
    def test_data_dir(self, tmp_path_factory):
        return tmp_path_factory.mktemp("seeds") / "data"


class TestEmptySeed(suite.BaseTestEmptySeed):
    pass


class TestSimpleSeedColumnOverride(type_override.BaseSimpleSeedColumnOverride):
    """MySQL's names of the types."""

    @pytest.fixture(scope="class")
    def models(self):
        schema = fixtures.properties__schema_yml
        for theirs, ours in {
            "type: integer": "type: int",
            "type: boolean": "type: tinyint(1)",
            "type: timestamp without time zone": "type: datetime(6)",
        }.items():
            schema = schema.replace(theirs, ours)
        # A text of its own accord is a varchar when it is short; the other texts are configured.
        before, relative, rest = schema.partition("- name: relative")
        return {"schema.yml": before + relative + rest.replace("type: text", "type: varchar(255)")}
