"""dbt.tests.adapter.simple_snapshot."""

import pytest
from dbt.tests.adapter.simple_snapshot import fixtures
from dbt.tests.adapter.simple_snapshot import new_record_check_mode as check_mode
from dbt.tests.adapter.simple_snapshot import new_record_dbt_valid_to_current as valid_to_current
from dbt.tests.adapter.simple_snapshot import new_record_timestamp_mode as timestamp_mode
from dbt.tests.adapter.simple_snapshot import (
    test_ephemeral_snapshot_hard_deletes as hard_deletes,
)
from dbt.tests.adapter.simple_snapshot import test_snapshot as suite
from dbt.tests.adapter.simple_snapshot import test_various_configs as various_configs
from mysql_sql import as_mysql, with_hash


class MySQLUpdates:
    """The suite's changes to the table, in MySQL's words."""

    def update_fact_records(self, updates, where=None):
        super().update_fact_records(
            {column: as_mysql(value) for column, value in updates.items()}, where
        )


class TestSnapshot(MySQLUpdates, suite.BaseSimpleSnapshot):
    """MySQL's intervals, and concat() for `||`."""


@pytest.mark.ci
class TestSnapshotCheck(MySQLUpdates, suite.BaseSnapshotCheck):
    pass


class MySQLFixtures:
    """The SQL that the suite's tests take from their module, in MySQL's words."""

    @pytest.fixture(autouse=True)
    def in_mysql(self, engine, monkeypatch):
        for name in vars(fixtures):
            if name.endswith("_sql") and hasattr(various_configs, name):
                sql = with_hash(as_mysql(getattr(fixtures, name)), engine)
                monkeypatch.setattr(various_configs, name, sql)

    @pytest.fixture(scope="class")
    def snapshots(self):
        return {"snapshot.sql": as_mysql(fixtures.snapshot_actual_sql)}


class TestSnapshotColumnNames(MySQLFixtures, various_configs.BaseSnapshotColumnNames):
    """MySQL's types, casts and intervals, and concat() for `||`."""


class TestSnapshotColumnNamesFromDbtProject(
    MySQLFixtures, various_configs.BaseSnapshotColumnNamesFromDbtProject
):
    """MySQL's types, casts and intervals, and concat() for `||`."""


class TestSnapshotInvalidColumnNames(MySQLFixtures, various_configs.BaseSnapshotInvalidColumnNames):
    """MySQL's types, casts and intervals, and concat() for `||`."""


class TestSnapshotDbtValidToCurrent(MySQLFixtures, various_configs.BaseSnapshotDbtValidToCurrent):
    """MySQL's types, casts and intervals, and concat() for `||`."""


class TestSnapshotMultiUniqueKey(MySQLFixtures, various_configs.BaseSnapshotMultiUniqueKey):
    """MySQL's types, casts and intervals, and concat() for `||`."""

    @pytest.fixture(scope="class")
    def snapshots(self):
        return {}

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "seed.sql": as_mysql(fixtures.model_seed_sql),
            "snapshots.yml": fixtures.snapshots_multi_key_yml,
            "ref_snapshot.sql": fixtures.ref_snapshot_sql,
        }


class NewRecord:
    """The suite's statements, in MySQL's words."""

    @pytest.fixture(scope="class")
    def snapshots(self):
        return {"snapshot.sql": as_mysql(timestamp_mode._snapshot_actual_sql)}

    @pytest.fixture(scope="class")
    def seed_new_record_mode_statements(self, engine):
        statements = timestamp_mode._seed_new_record_mode_statements
        return [with_hash(as_mysql(sql), engine) for sql in statements]

    @pytest.fixture(scope="class")
    def invalidate_sql_statements(self):
        return [as_mysql(sql) for sql in timestamp_mode._invalidate_sql_statements]

    @pytest.fixture(scope="class")
    def update_sql(self, engine):
        return with_hash(as_mysql(timestamp_mode._update_sql), engine)

    @pytest.fixture(scope="class")
    def delete_sql(self):
        return as_mysql(timestamp_mode._delete_sql)

    @pytest.fixture(scope="class")
    def reinsert_sql(self):
        return as_mysql(timestamp_mode._reinsert_sql)


class TestSnapshotNewRecordTimestampMode(
    NewRecord, timestamp_mode.BaseSnapshotNewRecordTimestampMode
):
    """MySQL's types, casts and intervals, concat() for `||`, no database above the schema."""


class TestSnapshotNewRecordCheckMode(NewRecord, check_mode.BaseSnapshotNewRecordCheckMode):
    """MySQL's types, casts and intervals, concat() for `||`, no database above the schema."""


class TestSnapshotNewRecordDbtValidToCurrent(
    valid_to_current.BaseSnapshotNewRecordDbtValidToCurrent
):
    """No database above the schema."""

    @pytest.fixture(scope="class")
    def snapshots(self):
        return {"snapshot.sql": as_mysql(valid_to_current._snapshot_actual_sql)}

    @pytest.fixture(scope="class")
    def seed_new_record_mode_statements(self):
        return [as_mysql(sql) for sql in valid_to_current._seed_new_record_mode_statements]

    @pytest.fixture(scope="class")
    def delete_sql(self):
        return as_mysql(valid_to_current._delete_sql)


class Source:
    """The source's statements, in MySQL's words."""

    @pytest.fixture(scope="class")
    def source_create_sql(self):
        return as_mysql(hard_deletes._source_create_sql)

    @pytest.fixture(scope="class")
    def source_insert_sql(self):
        return as_mysql(hard_deletes._source_insert_sql)

    @pytest.fixture(scope="class")
    def source_alter_sql(self):
        return as_mysql(hard_deletes._source_alter_sql)

    @pytest.fixture(scope="class")
    def source_delete_sql(self):
        return as_mysql(hard_deletes._source_delete_sql)


class TestSnapshotEphemeralHardDeletes(Source, hard_deletes.BaseSnapshotEphemeralHardDeletes):
    """No database above the schema."""


class TestSnapshotNewColumnTimestampStrategy(
    Source, hard_deletes.BaseSnapshotNewColumnTimestampStrategy
):
    """No database above the schema."""


class TestSnapshotNewColumnSpecificCheckCols(
    Source, hard_deletes.BaseSnapshotNewColumnSpecificCheckCols
):
    """No database above the schema."""


class TestSnapshotNewColumnWithDeletes(Source, hard_deletes.BaseSnapshotNewColumnWithDeletes):
    """No database above the schema."""
