"""A cast to text has the collation of the profile, in views too, which write it down by name."""

import pytest
from dbt.tests.util import run_dbt
from tables import rows

COLLATIONS = {"mysql": "utf8mb4_0900_bin", "mariadb": "utf8mb4_nopad_bin"}


@pytest.mark.ci
class TestCollationsOfCasts:
    """`dbt.cast` to text keeps the profile's collation, in a table, a view and a view's reader."""

    @pytest.fixture(scope="class")
    def dbt_profile_target(self, server):
        return {**server.target(), "collation": COLLATIONS[server.engine]}

    @pytest.fixture(scope="class")
    def models(self):
        numbers = "(select 1 as id union all select 2) as numbers"
        label = "{{ dbt.cast(\"case when id = 1 then 'a' else 'A' end\", 'varchar(10)') }} as label"
        return {
            "cast_view.sql": f"select {label} from {numbers}",
            "cast_table.sql": "{{ config(materialized='table') }} "
            f"select {label} from {numbers}",
            "cast_reader.sql": "{{ config(materialized='table') }} select label from"
            " {{ ref('cast_view') }} group by label",
        }

    def test_upper_case_is_another_text(self, project, server):
        assert len(run_dbt(["run"])) == 3
        assert [name for (name,) in rows(project, "cast_reader")] == ["A", "a"]
        found = project.run_sql(
            "select distinct collation_name from information_schema.columns"
            f" where table_schema = '{project.test_schema}'",
            fetch="all",
        )
        assert found == [(COLLATIONS[server.engine],)]
