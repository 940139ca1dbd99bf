"""dbt.tests.adapter.hooks."""

from pathlib import Path

import pytest
from dbt.tests.adapter.hooks import test_model_hooks as model_hooks
from dbt.tests.adapter.hooks import test_run_hooks as run_hooks

FIELDS = (
    "test_state",
    "target_dbname",
    "target_host",
    "target_name",
    "target_schema",
    "target_threads",
    "target_type",
    "target_user",
    "target_pass",
    "run_started_at",
    "invocation_id",
    "thread_id",
)
# What cannot run inside a transaction on MySQL, as VACUUM cannot on Postgres.
OUTSIDE = {"sql": "optimize table {{ this.schema }}.on_model_hook", "transaction": False}


def recorded(project, table, state):
    """Give what the hooks have written, column by name."""
    # Not quoted: in double quotes the names would be strings.
    rows = project.run_sql(
        f"select {', '.join(FIELDS)} from {project.test_schema}.{table}"
        f" where test_state = '{state}'",
        fetch="all",
    )
    return [dict(zip(FIELDS, row, strict=True)) for row in rows]


def check_context(context, state, project, host, server):
    """Compare one row with the target; a MySQL target has no dbname, and `pass` is an alias."""
    assert context["test_state"] == state
    assert context["target_dbname"] == ""
    assert context["target_host"] == host
    assert context["target_name"] == "default"
    assert context["target_schema"] == project.test_schema
    assert context["target_threads"] == 4
    assert context["target_type"] == server.engine
    assert context["target_user"] == server.user
    assert context["target_pass"] == ""
    assert context["run_started_at"]
    assert context["invocation_id"]
    assert context["thread_id"].startswith("Thread-") or context["thread_id"] == "MainThread"


class ModelHooks:
    """MySQL's quotes and target in the checks."""

    @pytest.fixture(autouse=True)
    def _server(self, server):
        self.server = server

    def check_hooks(self, state, project, host, count=1):
        contexts = recorded(project, "on_model_hook", state)
        assert len(contexts) == count
        for context in contexts:
            check_context(context, state, project, host, self.server)


def model_config(pre="pre-hook", post="post-hook"):
    """Write the suite's hooks with a statement of MySQL's in place of VACUUM."""
    return {
        "models": {
            "test": {
                pre: [model_hooks.MODEL_PRE_HOOK, OUTSIDE],
                post: [OUTSIDE, model_hooks.MODEL_POST_HOOK],
            }
        }
    }


@pytest.mark.ci
class TestPrePostModelHooks(ModelHooks, model_hooks.BasePrePostModelHooks):
    """OPTIMIZE TABLE in place of VACUUM; MySQL's quotes and target in the checks."""

    @pytest.fixture(scope="class")
    def project_config_update(self):
        return model_config()


class TestPrePostModelHooksUnderscores(ModelHooks, model_hooks.TestPrePostModelHooksUnderscores):
    """OPTIMIZE TABLE in place of VACUUM; MySQL's quotes and target in the checks."""

    @pytest.fixture(scope="class")
    def project_config_update(self):
        return model_config("pre_hook", "post_hook")


class TestHookRefs(ModelHooks, model_hooks.BaseHookRefs):
    """MySQL's quotes and target in the checks."""


class TestPrePostModelHooksOnSeeds(model_hooks.BasePrePostModelHooksOnSeeds):
    """A cast in place of `::`."""

    @pytest.fixture(scope="class")
    def project_config_update(self):
        return {
            "seed-paths": ["seeds"],
            "models": {},
            "seeds": {
                "post-hook": [
                    "alter table {{ this }} add column new_col int",
                    "update {{ this }} set new_col = 1",
                    "select {{ dbt.cast('null', dbt.type_int()) }} as id",
                ],
                "quote_columns": False,
            },
        }


class TestHooksRefsOnSeeds(model_hooks.BaseHooksRefsOnSeeds):
    pass


class TestPrePostModelHooksOnSeedsPlusPrefixed(
    model_hooks.BasePrePostModelHooksOnSeedsPlusPrefixed
):
    pass


class TestPrePostModelHooksOnSeedsPlusPrefixedWhitespace(
    model_hooks.BasePrePostModelHooksOnSeedsPlusPrefixedWhitespace
):
    pass


class TestPrePostModelHooksOnSnapshots(model_hooks.BasePrePostModelHooksOnSnapshots):
    pass


class TestPrePostModelHooksInConfig(ModelHooks, model_hooks.BasePrePostModelHooksInConfig):
    """MySQL's quotes and target in the checks."""


class TestPrePostModelHooksInConfigWithCount(
    ModelHooks, model_hooks.BasePrePostModelHooksInConfigWithCount
):
    """OPTIMIZE TABLE in place of VACUUM; MySQL's quotes and target in the checks."""

    @pytest.fixture(scope="class")
    def project_config_update(self):
        return model_config()


class TestPrePostModelHooksInConfigKwargs(
    ModelHooks, model_hooks.BasePrePostModelHooksInConfigKwargs
):
    """MySQL's quotes and target in the checks."""


class TestPrePostSnapshotHooksInConfigKwargs(model_hooks.BasePrePostSnapshotHooksInConfigKwargs):
    pass


class TestDuplicateHooksInConfigs(model_hooks.BaseDuplicateHooksInConfigs):
    pass


class TestPrePostRunHooks(run_hooks.BasePrePostRunHooks):
    """`schema` is a reserved word; there is no database; MySQL's quotes in the checks."""

    @pytest.fixture
    def setUp(self, project, server, monkeypatch):
        self.server = server
        project.run_sql_file(project.test_data_dir / Path("seed_run.sql"))
        project.run_sql(f"drop table if exists {project.test_schema}.schemas_used")
        monkeypatch.setenv("TERM_TEST", "TESTING")

    @pytest.fixture(scope="class")
    def project_config_update(self):
        return {
            "on-run-start": [
                "{{ custom_run_hook('start', target, run_started_at, invocation_id) }}",
                "create table {{ target.schema }}.start_hook_order_test ( id int )",
                "drop table {{ target.schema }}.start_hook_order_test",
                "{{ log(env_var('TERM_TEST'), info=True) }}",
            ],
            "on-run-end": [
                "{{ custom_run_hook('end', target, run_started_at, invocation_id) }}",
                "create table {{ target.schema }}.end_hook_order_test ( id int )",
                "drop table {{ target.schema }}.end_hook_order_test",
                "create table {{ target.schema }}.schemas_used ( `schema` text )",
                "insert into {{ target.schema }}.schemas_used values {% for schema in schemas %}"
                "( '{{ schema }}' ){% if not loop.last %},{% endif %}{% endfor %}",
                "insert into {{ target.schema }}.schemas_used values"
                " {% for _, schema in database_schemas %}"
                "( '{{ schema }}' ){% if not loop.last %},{% endif %}{% endfor %}",
            ],
            "seeds": {"quote_columns": False},
        }

    def check_hooks(self, state, project, host):
        (context,) = recorded(project, "on_run_hook", state)
        check_context(context, state, project, host, self.server)

    def assert_used_schemas(self, project):
        used = project.run_sql(f"select * from {project.test_schema}.schemas_used", fetch="all")
        assert used == [(project.test_schema,), (project.test_schema,)]


class TestAfterRunHooks(run_hooks.BaseAfterRunHooks):
    pass
