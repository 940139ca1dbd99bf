"""A lock that a run holds on the server: taken, refused, waited for, given back."""

import threading
from contextlib import closing

import pytest
from dbt.tests.util import run_dbt, run_dbt_and_capture
from tables import rows

HOLD = """
{% macro hold() %}
    {% if execute %}
        {% set holder = adapter.hold_lock(target.schema, var("seconds", 0)) %}
        {% if holder %}{% do exceptions.raise_compiler_error(holder ~ " has it") %}{% endif %}
    {% endif %}
{% endmacro %}
"""
WAITING = "select count(*) from information_schema.processlist where info like '%select get_lock(%'"


@pytest.mark.ci
class TestRunLock:
    """A run holds a lock to its end; a second one is refused, or waits and looks again."""

    @pytest.fixture(scope="class")
    def project_config_update(self):
        return {"on-run-start": "{{ hold() }}", "models": {"+materialized": "table"}}

    @pytest.fixture(scope="class")
    def macros(self):
        return {"hold.sql": HOLD}

    @pytest.fixture(scope="class")
    def models(self):
        lock = "'{{ target.schema }}'"
        return {
            "held.sql": f"select is_used_lock({lock}) is not null and is_used_lock({lock}) <> "
            "connection_id() as is_held"
        }

    def free(self, server, project) -> bool:
        return server.run(f"select is_free_lock('{project.test_schema}')") == [(1,)]

    def test_held_by_a_session_of_its_own_until_the_run_ends(self, project, server):
        run_dbt(["run"])
        assert rows(project, "held") == [(1,)]
        assert self.free(server, project)

    def test_a_second_run_is_told_who_has_it(self, project, server):
        with closing(server.connect()) as holder, closing(holder.cursor()) as cursor:
            cursor.execute(f"select get_lock('{project.test_schema}', 0), connection_id()")
            _, number = cursor.fetchone()
            with pytest.raises(Exception, match=rf"connection {number} of \w+ at \S+ has it"):
                run_dbt(["run"])
        run_dbt(["run"])

    def test_who_has_waited_looks_again(self, project, server):
        project.run_sql(f"drop table {project.test_schema}.held")
        errors = []
        with closing(server.connect()) as holder, closing(holder.cursor()) as cursor:
            cursor.execute(f"select get_lock('{project.test_schema}', 0)")
            cursor.fetchall()

            def build_and_let_go() -> None:
                try:
                    while server.run(WAITING)[0][0] < 2:  # this query and the one that waits
                        threading.Event().wait(0.02)
                    server.run(f"create table `{project.test_schema}`.held (is_held int)")
                except Exception as error:
                    errors.append(error)
                finally:
                    holder.close()

            other = threading.Thread(target=build_and_let_go, daemon=True)
            other.start()
            _, output = run_dbt_and_capture(["--debug", "run", "--vars", "seconds: 60"])
            other.join()
        assert errors == []
        assert "drop table if exists" in output.lower()
        assert rows(project, "held") == [(1,)]
        assert self.free(server, project)
