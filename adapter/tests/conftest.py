"""One command line option, the profile it selects, and tidying up behind the suite."""

import itertools
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import ENGINES, MissingServer, Server

pytest_plugins = ["dbt.tests.fixtures.project"]

# Every schema a run creates starts with this, digits only, as the suite's own names do.
SESSION = f"test{int(time.time()) % 10**6:06}{os.getpid() % 10**3:03}"
COUNTER = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=ENGINES,
        default="mysql",
        help="the server to test: MYSQL_* or MARIADB_* in the environment say where it is",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.collectonly or not any("functional" in item.path.parts for item in items):
        return
    try:
        Server.from_environment(config.getoption("engine")).connect().close()
    except MissingServer as missing:
        raise pytest.UsageError(str(missing)) from missing


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    return Server.from_environment(request.config.getoption("engine"))


@pytest.fixture(scope="session")
def engine(server: Server) -> str:
    return server.engine


@pytest.fixture(scope="class")
def dbt_profile_target(server: Server) -> dict[str, Any]:
    return server.target()


# The suite's own prefix is longer than MySQL's 64 characters allow: some tests double the name.
@pytest.fixture(scope="class")
def prefix() -> str:
    return f"{SESSION}{next(COUNTER):03}"


# The suite writes its logs beside the tests.
@pytest.fixture(scope="class")
def logs_dir(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch_class: pytest.MonkeyPatch
) -> str:
    folder = str(tmp_path_factory.mktemp("logs"))
    monkeypatch_class.setenv("DBT_LOG_PATH", folder)
    return folder


@pytest.fixture(scope="class")
def monkeypatch_class() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


# The suite sends several statements as one, which the driver takes only when all results are read.
@pytest.fixture(scope="session", autouse=True)
def one_statement_at_a_time() -> Iterator[None]:
    from dbt.tests.fixtures.project import TestProjInfo  # a plugin: pytest is to load it first

    run_sql = TestProjInfo.run_sql

    def run_each(project: Any, sql: str, fetch: str | None = None) -> Any:
        # Each of the suite's statements ends with its line.
        answers = [run_sql(project, part, fetch) for part in re.split(r";[ \t]*(?:\n|$)", sql)]
        return next((answer for answer in reversed(answers) if answer is not None), None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestProjInfo, "run_sql", run_each)
        yield


# Where the suite's hook tests look for their tables' DDL.
@pytest.fixture(scope="module")
def test_data_dir() -> Path:
    return Path(__file__).parent / "functional" / "sql"


@pytest.fixture(scope="session", autouse=True)
def drop_schemas(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if next(COUNTER) == 1:  # no test has used a server
        return
    server = Server.from_environment(request.config.getoption("engine"))
    left = server.run(
        f"select schema_name from information_schema.schemata where schema_name like '{SESSION}%'"
    )
    server.run(*(f"drop schema `{name}`" for (name,) in left))


@pytest.fixture(scope="session")
def grantees(server: Server) -> Iterator[list[str]]:
    names = [f"dbt_test_{SESSION[4:]}_{number}" for number in (1, 2, 3)]
    server.run(*(f"create user {name}" for name in names))
    yield names
    server.run(*(f"drop user {name}" for name in names))
