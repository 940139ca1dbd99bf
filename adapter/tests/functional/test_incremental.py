"""dbt.tests.adapter.incremental."""

import pytest
from dbt.tests.adapter.incremental import fixtures
from dbt.tests.adapter.incremental import (
    test_incremental_merge_exclude_columns as merge_exclude_columns,
)
from dbt.tests.adapter.incremental import test_incremental_microbatch as microbatch
from dbt.tests.adapter.incremental import test_incremental_on_schema_change as on_schema_change
from dbt.tests.adapter.incremental import test_incremental_predicates as predicates
from dbt.tests.adapter.incremental import test_incremental_unique_id as unique_id
from mysql_sql import as_mysql


@pytest.mark.ci
class TestMergeExcludeColumns(merge_exclude_columns.BaseMergeExcludeColumns):
    pass


@pytest.mark.ci
class TestMicrobatch(microbatch.BaseMicrobatch):
    """No time zone in a timestamp literal."""

    @pytest.fixture(scope="class")
    def input_model_sql(self):
        return as_mysql(microbatch._input_model_sql)

    @pytest.fixture(scope="class")
    def insert_two_rows_sql(self, project):
        return (
            f"insert into {project.test_schema}.input_model (id, event_time) values"
            " (4, timestamp '2020-01-04 00:00:00'), (5, timestamp '2020-01-05 00:00:00')"
        )


def with_comment(model: str) -> str:
    """Put a space after two dashes, without which MySQL reads two minus signs."""
    return model.replace("--,", "-- ,")


class TestIncrementalOnSchemaChange(on_schema_change.BaseIncrementalOnSchemaChange):
    """A space after the dashes of a comment."""

    @pytest.fixture(scope="class")
    def models(self):
        kinds = ("sync_remove_only", "ignore", "sync_all_columns", "append_new_columns")
        names = [
            f"{kind}{end}"
            for kind in (*kinds, "append_new_columns_remove_one")
            for end in ("", "_target")
        ] + ["fail"]
        models = {
            f"incremental_{name}.sql": with_comment(
                getattr(fixtures, f"_MODELS__INCREMENTAL_{name.upper()}")
            )
            for name in names
        }
        return {**models, "model_a.sql": fixtures._MODELS__A}


class TestIncrementalOnSchemaChangeSpecialNames(
    on_schema_change.BaseIncrementalOnSchemaChangeSetup
):
    """The suite's models with spaces, dots and reserved words for names."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "model_a_special_chars.sql": fixtures._MODELS__A_SPECIAL_CHARS,
            "append.sql": fixtures._MODELS__INCREMENTAL_APPEND_NEW_SPECIAL_CHARS,
            "append_target.sql": fixtures._MODELS__INCREMENTAL_APPEND_NEW_SPECIAL_CHARS_TARGET,
            "sync.sql": fixtures._MODELS__INCREMENTAL_SYNC_ALL_SPECIAL_CHARS,
            "sync_target.sql": with_comment(
                fixtures._MODELS__INCREMENTAL_SYNC_ALL_SPECIAL_CHARS_TARGET
            ),
        }

    @pytest.mark.parametrize("model", ["append", "sync"])
    def test_special_names(self, project, model):
        select = f"model_a_special_chars {model} {model}_target"
        self.run_twice_and_assert(select, model, f"{model}_target", project)


@pytest.mark.ci
class TestIncrementalPredicates(predicates.BaseIncrementalPredicates):
    pass


class TestPredicates(predicates.TestPredicatesDeleteInsert):
    pass


class TestIncrementalUniqueKey(unique_id.BaseIncrementalUniqueKey):
    pass
