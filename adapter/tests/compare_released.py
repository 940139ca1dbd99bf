"""Run the suite of its time on the released dbt-mysql 1.7.0, in an environment of its own.

Every class of dbt-tests-adapter 1.7 is subclassed as it is: nothing is put into MySQL's words, so
tests written in Postgres's SQL fail whatever the adapter does. What passes is what users could
count on.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from servers import Server

README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- released -->", "<!-- /released -->"
COMMAND = "python adapter/tests/compare_released.py --write"
PACKAGES = (
    "dbt-core~=1.7.0",
    "dbt-mysql==1.7.0",
    "dbt-tests-adapter~=1.7.0",
    "mysql-connector-python>=9.7,<10",
    "pytest<9",
    "pytest-timeout",
    "setuptools<81",
)
CONFTEST = """
import itertools, os, pytest
pytest_plugins = ["dbt.tests.fixtures.project"]
COUNTER = itertools.count(1)

# Short, so that no schema's name is over 64 characters.
@pytest.fixture(scope="class")
def prefix():
    return f"{os.environ['SCHEMA_PREFIX']}{next(COUNTER):04}"

@pytest.fixture(scope="class")
def dbt_profile_target():
    return {
        "type": "mysql", "threads": 4, "server": os.environ["MYSQL_HOST"],
        "port": int(os.environ["MYSQL_PORT"]), "username": os.environ["MYSQL_USER"],
        "password": os.environ["MYSQL_PASSWORD"],
    }

@pytest.fixture(scope="class")
def profile_user():
    return os.environ["MYSQL_USER"]
"""
# Runs inside the environment: one file of plain subclasses a module of the suite, beside its data.
GENERATE = """
import importlib, inspect, pathlib, shutil, sys
import dbt.tests.adapter as suite
root, out = pathlib.Path(list(suite.__path__)[0]), pathlib.Path(sys.argv[1])
modules = {}
for path in sorted(root.rglob("*.py")):
    if not path.stem.startswith("__"):
        name = ".".join(path.relative_to(root).with_suffix("").parts)
        modules[name] = importlib.import_module("dbt.tests.adapter." + name)
found = {
    cls: name for name, module in modules.items() for cls in vars(module).values()
    if inspect.isclass(cls) and cls.__module__ == module.__name__
}
leaves = [
    cls for cls in found if any(test.startswith("test_") for test in dir(cls))
    and not any(cls in other.__bases__ for other in found)
]
for number, name in enumerate(modules):
    own = [cls.__name__ for cls in leaves if found[cls] == name]
    if own:
        area = name.partition(".")[0]
        lines = [f"import dbt.tests.adapter.{name} as suite"]
        lines += [f"class Test_{area}__{cls}(suite.{cls}): pass" for cls in own]
        (out / f"test_{number}.py").write_text("\\n".join(lines) + "\\n")
for folder in root.rglob("data"):
    shutil.copytree(folder, out / "data", dirs_exist_ok=True)
"""
SCHEMA_PREFIX = f"test{int(time.time()) % 10**8:08}"
GRANTEES = [f"dbt_released_{os.getpid()}_{number}" for number in (1, 2, 3)]


def run(folder: Path, python: Path | None) -> dict[str, Counter[str]]:
    """Make the environment, generate, test, and count by area."""
    if python is None:
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    tests = folder / "tests"
    tests.mkdir()
    (tests / "conftest.py").write_text(CONFTEST)
    subprocess.run([python, "-c", GENERATE, tests], check=True)
    report = folder / "report.xml"
    subprocess.run(
        [
            *(python, "-m", "pytest", tests, "-q", "--tb=no", "--show-capture=no"),
            *("-p", "no:cacheprovider", "--timeout=120", f"--junitxml={report}"),
        ],
        check=False,
        cwd=folder,
        env={
            **os.environ,
            **{f"DBT_TEST_USER_{number}": name for number, name in enumerate(GRANTEES, 1)},
            "SCHEMA_PREFIX": SCHEMA_PREFIX,
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        },
    )
    counts: dict[str, Counter[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("classname", "").rpartition(".")[2]
        area = name.removeprefix("Test_").partition("__")[0]
        bad = any(case.find(tag) is not None for tag in ("failure", "error", "skipped"))
        counts.setdefault(area, Counter())["failed" if bad else "passed"] += 1
    return counts


def table(counts: dict[str, Counter[str]], server: str) -> str:
    """Render the counts."""
    total = sum(counts.values(), Counter())
    rows = [*sorted(counts.items()), ("**all**", total)]
    return "\n".join(
        [
            f"dbt-core 1.7, dbt-mysql 1.7.0 and dbt-tests-adapter 1.7 on MySQL {server}, every "
            f"class of the suite as it stands: `{COMMAND}` makes an environment in a temporary "
            "folder and runs it. Nothing is put into MySQL's words, so what the suite says in "
            "Postgres's SQL, types or messages fails here whatever the adapter does, and so do "
            "areas that no MySQL adapter has (materialized views, Python models).",
            "",
            "| area | passed | failed |",
            "| --- | ---: | ---: |",
            *(f"| {area} | {count['passed']} | {count['failed']} |" for area, count in rows),
        ]
    )


def main() -> None:
    """Run, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into the README")
    parser.add_argument("--python", type=Path, help="an environment that has the packages already")
    options = parser.parse_args()
    if sys.version_info >= (3, 13) and options.python is None:
        raise SystemExit("dbt-core 1.7 needs Python 3.12 or older")
    server = Server.from_environment("mysql")
    ((version,),) = server.run("select version()")
    server.run(*(f"create user {name}" for name in GRANTEES))
    try:
        with tempfile.TemporaryDirectory() as folder:
            text = table(run(Path(folder), options.python), version.split("-")[0])
    finally:
        left = server.run(
            "select schema_name from information_schema.schemata"
            f" where schema_name like '{SCHEMA_PREFIX}%'"
        )
        server.run(*(f"drop schema `{name}`" for (name,) in left))
        server.run(*(f"drop user {name}" for name in GRANTEES))
    if not options.write:
        print(text)
        return
    before, start, rest = README.read_text().partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise SystemExit(f"{README} has no {START} … {END}")
    README.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}")


if __name__ == "__main__":
    main()
