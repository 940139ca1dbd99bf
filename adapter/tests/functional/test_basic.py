"""dbt.tests.adapter.basic."""

import pytest
from dbt.tests.adapter.basic import expected_catalog as catalogs
from dbt.tests.adapter.basic import files
from dbt.tests.adapter.basic import test_adapter_methods as adapter_methods
from dbt.tests.adapter.basic import test_base as base
from dbt.tests.adapter.basic import test_docs_generate as docs_generate
from dbt.tests.adapter.basic import test_empty as empty
from dbt.tests.adapter.basic import test_ephemeral as ephemeral
from dbt.tests.adapter.basic import test_generic_tests as generic_tests
from dbt.tests.adapter.basic import test_incremental as incremental
from dbt.tests.adapter.basic import test_singular_tests as singular_tests
from dbt.tests.adapter.basic import test_singular_tests_ephemeral as singular_tests_ephemeral
from dbt.tests.adapter.basic import test_snapshot_check_cols as snapshot_check_cols
from dbt.tests.adapter.basic import test_snapshot_timestamp as snapshot_timestamp
from dbt.tests.adapter.basic import test_table_materialization as table_materialization
from dbt.tests.adapter.basic import test_validate_connection as validate_connection
from mysql_sql import as_mysql

# What information_schema calls the types of a seed's columns.
SEED_TYPES = {"id_type": "int", "text_type": "varchar(255)", "time_type": "datetime(6)"}


@pytest.mark.ci
class TestAdapterMethod(adapter_methods.BaseAdapterMethod):
    pass


@pytest.mark.ci
class TestSimpleMaterializations(base.BaseSimpleMaterializations):
    pass


@pytest.mark.ci
class TestDocsGenerate(docs_generate.BaseDocsGenerate):
    """MySQL's type names; a table has no owner."""

    @pytest.fixture(scope="class")
    def expected_catalog(self, project):
        return catalogs.base_expected_catalog(
            project,
            role=None,
            view_type="VIEW",
            table_type="BASE TABLE",
            model_stats=catalogs.no_stats(),
            **SEED_TYPES,
        )


class TestDocsGenReferences(docs_generate.BaseDocsGenReferences):
    """MySQL's type names; a table has no owner."""

    @pytest.fixture(scope="class")
    def expected_catalog(self, project):
        return catalogs.expected_references_catalog(
            project,
            role=None,
            bigint_type="bigint",
            view_type="VIEW",
            table_type="BASE TABLE",
            model_stats=catalogs.no_stats(),
            **SEED_TYPES,
        )


class TestEmpty(empty.BaseEmpty):
    pass


@pytest.mark.ci
class TestEphemeral(ephemeral.BaseEphemeral):
    pass


@pytest.mark.ci
class TestGenericTests(generic_tests.BaseGenericTests):
    pass


@pytest.mark.ci
class TestIncremental(incremental.BaseIncremental):
    pass


class TestIncrementalNotSchemaChange(incremental.BaseIncrementalNotSchemaChange):
    """`||` is OR: concat() instead."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "incremental_not_schema_change.sql": as_mysql(files.incremental_not_schema_change_sql)
        }


class TestIncrementalBadStrategy(incremental.BaseIncrementalBadStrategy):
    pass


class TestSingularTests(singular_tests.BaseSingularTests):
    pass


class TestSingularTestsEphemeral(singular_tests_ephemeral.BaseSingularTestsEphemeral):
    pass


@pytest.mark.ci
class TestSnapshotCheckCols(snapshot_check_cols.BaseSnapshotCheckCols):
    pass


@pytest.mark.ci
class TestSnapshotTimestamp(snapshot_timestamp.BaseSnapshotTimestamp):
    pass


class TestTableMaterialization(table_materialization.BaseTableMaterialization):
    pass


@pytest.mark.ci
class TestValidateConnection(validate_connection.BaseValidateConnection):
    pass
