"""dbt.tests.adapter.ephemeral."""

import re
from pathlib import Path

from dbt.tests.adapter.ephemeral import test_ephemeral as suite
from dbt.tests.util import check_relations_equal, run_dbt


def view_ddl(model: str) -> str:
    """Read what was run for a model, without digits and whitespace."""
    sql = Path("target/run/test/models", f"{model}.sql").read_text()
    return "".join(re.sub(r"\d+", "", sql).split())


class TestEphemeralMulti(suite.BaseEphemeralMulti):
    """MySQL's quotes, and CREATE OR REPLACE VIEW in place of a swap."""

    def test_ephemeral_multi(self, project):
        run_dbt(["seed"])
        assert len(run_dbt(["run"])) == 3
        for model in ("dependent", "double_dependent", "super_dependent"):
            check_relations_equal(project.adapter, ["seed", model])
        expected = """
            create or replace view `test_test_ephemeral`.`double_dependent` as
            with __dbt__cte__base as (
            select * from test_test_ephemeral.seed
            ), __dbt__cte__base_copy as (
            select * from __dbt__cte__base
            )-- base_copy just pulls from base. Make sure the listed
            -- graph of CTEs all share the same dbt_cte__base cte
            select * from __dbt__cte__base where gender = 'Male'
            union all
            select * from __dbt__cte__base_copy where gender = 'Female'
        """
        assert view_ddl("double_dependent") == "".join(expected.split())


class TestEphemeralNested(suite.BaseEphemeralNested):
    """MySQL's quotes, and CREATE OR REPLACE VIEW in place of a swap."""

    def test_ephemeral_nested(self, project):
        assert len(run_dbt(["run"])) == 2
        expected = """
            create or replace view `test_test_ephemeral`.`root_view` as
            with __dbt__cte__ephemeral_level_two as (
            select * from `test_test_ephemeral`.`source_table`
            ), __dbt__cte__ephemeral as (
            select * from __dbt__cte__ephemeral_level_two
            )select * from __dbt__cte__ephemeral
        """
        assert view_ddl("root_view") == "".join(expected.split())


class TestEphemeralErrorHandling(suite.BaseEphemeralErrorHandling):
    pass
