"""Run all tests on both engines and write the table of results into the adapter's README."""

import argparse
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

from not_applicable import NOT_APPLICABLE
from servers import ENGINES, Server
from suite import classes, functional, own_modules, short, tests, wanted

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
START, END = "<!-- conformance -->", "<!-- /conformance -->"
NAMES = {"mysql": "MySQL", "mariadb": "MariaDB"}
COMMAND = "python adapter/tests/conformance.py --write"


def run(engine: str, folder: Path, arguments: list[str]) -> dict[str, list[str]]:
    """Run pytest on one engine and give each class's outcomes, by `module.Class`."""
    report = folder / f"{engine}.xml"
    # One process an engine: dbt keeps its state in modules.
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", str(HERE), "--engine", engine),
            *("-q", "--tb=short", "--show-capture=no", f"--junitxml={report}", *arguments),
        ],
        check=False,
    )
    if not report.exists():
        raise SystemExit(f"pytest wrote no report for {engine}")
    return outcomes(report)


def outcomes(report: Path) -> dict[str, list[str]]:
    """Read pytest's junit report."""
    found: dict[str, list[str]] = defaultdict(list)
    for case in ElementTree.parse(report).iter("testcase"):
        module, _, name = case.get("classname", "").rpartition(".")
        bad = any(case.find(tag) is not None for tag in ("failure", "error"))
        skipped = case.find("skipped") is not None
        key = f"{module.rpartition('.')[2]}.{name}"
        found[key].append("failed" if bad else "skipped" if skipped else "passed")
    return found


def verdict(results: list[str]) -> str:
    """Say how a class ended."""
    passed = results.count("passed")
    if not results:
        return "not run"
    return "passed" if passed == len(results) else f"**{len(results) - passed} failed**"


def note(cls: type) -> str:
    """Give what the test changes in the suite's class, the first line of its docstring."""
    lines = (cls.__doc__ or "").strip().splitlines() if "__doc__" in vars(cls) else []
    return lines[0].rstrip(".") if lines else ""


def table(results: dict[str, dict[str, list[str]]]) -> str:
    """Render the counts and the table."""
    run_here = functional()
    lines = []
    for cls, base in run_here.items():
        key = f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}"
        ends = [verdict(results[engine].get(key, [])) for engine in ENGINES]
        lines.append((short(base), *ends, note(cls)))
    whole = wanted()
    for name, reason in NOT_APPLICABLE.items():
        if name not in whole or tests(whole[name]):
            lines.append((name, "n/a", "n/a", reason))
    suite_keys = {f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}" for cls in run_here}
    own = [
        (f"{module.__name__.rpartition('.')[2]}.{cls.__name__}", cls)
        for module in own_modules()
        for cls in classes(module)
        if cls.__name__.startswith("Test") and cls not in run_here
    ]
    for key, cls in own:
        ends = [verdict(results[engine].get(key, [])) for engine in ENGINES]
        lines.append((f"own: {key.removeprefix('test_')}", *ends, note(cls)))
    counts = []
    for engine in ENGINES:
        of_suite = [r for key in suite_keys for r in results[engine].get(key, [])]
        of_own = [r for key, _ in own for r in results[engine].get(key, [])]
        counts.append(
            f"| {engine} | {of_suite.count('passed')} | {len(of_suite) - of_suite.count('passed')} "
            f"| {of_own.count('passed')} | {len(of_own) - of_own.count('passed')} |"
        )
    skipped = [r for engine in ENGINES for rs in results[engine].values() for r in rs]
    assert "skipped" not in skipped, "a test was skipped"
    return "\n".join(
        [
            f"Written by `{COMMAND}`, which runs every class of dbt-tests-adapter "
            f"{version('dbt-tests-adapter')} that applies, and the adapter's own tests, with "
            f"dbt-core {version('dbt-core')} on {' and '.join(servers())}.",
            "",
            "| engine | suite's tests passed | failed | own tests passed | failed |",
            "| --- | ---: | ---: | ---: | ---: |",
            *counts,
            "",
            f"{len(run_here)} classes of the suite are run, "
            f"{sum(1 for line in lines if line[1] == 'n/a')} do not apply. "
            "The note says what a test changes in the suite's SQL, or why a class does not apply.",
            "",
            "<details><summary>Class by class</summary>",
            "",
            "| class | mysql | mariadb | note |",
            "| --- | --- | --- | --- |",
            *(
                f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |"
                for line in lines
            ),
            "",
            "</details>",
        ]
    )


def servers() -> list[str]:
    """Name the servers and their versions."""
    found = []
    for engine in ENGINES:
        ((answer,),) = Server.from_environment(engine).run("select version()")
        found.append(f"{NAMES[engine]} {answer.split('-')[0]}")
    return found


def write(text: str) -> None:
    """Put the text between the README's markers."""
    readme = README.read_text()
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise SystemExit(f"{README} has no {START} … {END}")
    README.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}")


def main() -> int:
    """Run, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into the README")
    parser.add_argument("--reports", type=Path, help="read <engine>.xml here instead of running")
    options, arguments = parser.parse_known_args()
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    with tempfile.TemporaryDirectory() as folder:
        results = {
            engine: outcomes(options.reports / f"{engine}.xml")
            if options.reports
            else run(engine, Path(folder), arguments)
            for engine in ENGINES
        }
    text = table(results)
    if options.write:
        write(text)
    else:
        print(text)
    failed = [r for found in results.values() for rs in found.values() for r in rs if r != "passed"]
    return 1 if failed or "| not run |" in text else 0


if __name__ == "__main__":
    raise SystemExit(main())
