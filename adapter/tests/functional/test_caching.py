"""dbt.tests.adapter.caching."""

from dbt.tests.adapter.caching import test_caching as suite
from dbt.tests.util import run_dbt


class NoDatabase:
    """The suite's checks, but for the database: it is None, and None has no lower()."""

    def run_and_inspect_cache(self, project, run_args=None):
        found = []
        for _ in range(2):
            run_dbt(run_args)
            (relation,) = project.adapter.cache.relations
            assert relation.database is None
            assert relation.schema == project.test_schema
            found.append(relation.identifier.lower())
        assert found[0] == found[1]


class TestCachingLowercaseModel(NoDatabase, suite.BaseCachingLowercaseModel):
    """There is no database to compare."""


class TestCachingUppercaseModel(NoDatabase, suite.BaseCachingUppercaseModel):
    """There is no database to compare."""


class TestCachingSelectedSchemaOnly(NoDatabase, suite.BaseCachingSelectedSchemaOnly):
    """There is no database to compare."""


class TestNoPopulateCache(NoDatabase, suite.BaseNoPopulateCache):
    """There is no database to compare."""
