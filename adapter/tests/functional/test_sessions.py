"""A session serves one node after another, and none finds what another left in it."""

import pytest
from dbt.tests.util import run_dbt
from tables import rows

LEAVES = """
{{ config(materialized='table', pre_hook=[
    "set @left_over = 1, session group_concat_max_len = 5",
    "create temporary table left_over (id int)",
]) }}
select connection_id() as session_id, @left_over as left_over
"""
FINDS = """
{{ config(materialized='table') }}
-- depends_on: {{ ref('leaves') }}
{% set found = run_query("show create table left_over") if execute and var('looks', false) %}
select
    connection_id() as session_id, @left_over as left_over,
    @@group_concat_max_len as longest, @@transaction_isolation as isolation, database() as place
"""


@pytest.mark.ci
class TestSessions:
    """Logins are few, and every node begins with a session as good as new."""

    @pytest.fixture(scope="class")
    def models(self, engine):
        finds = FINDS if engine == "mysql" else FINDS.replace("transaction_iso", "tx_iso")
        return {"leaves.sql": LEAVES, "finds.sql": finds}

    def test_a_session_is_handed_on_and_holds_nothing(self, project):
        assert len(run_dbt(["run", "--threads", "1"])) == 2
        ((session, left_over),) = rows(project, "leaves")
        assert left_over == 1
        assert rows(project, "finds") == [
            (session, None, 16_777_216, "READ-COMMITTED", project.test_schema)
        ]

    def test_a_temporary_table_is_gone(self, project):
        looks = ["run", "--threads", "1", "--vars", "{looks: true}"]
        results = run_dbt(looks, expect_pass=False)
        assert [str(result.status) for result in results] == ["success", "error"]
        assert "left_over' doesn't exist" in results[1].message

    def test_a_session_that_is_lost_is_not_handed_on(self, project, server):
        adapter = project.adapter
        with adapter.connection_named("loses"):
            _, found = adapter.execute("select connection_id()", fetch=True)
            server.run(f"kill {found.rows[0][0]}")
        with adapter.connection_named("goes_on"):
            _, found = adapter.execute("select 1", fetch=True)
            assert found.rows[0][0] == 1
