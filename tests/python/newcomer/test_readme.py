"""Every command of the README and of the tour that it leads to, in a fresh copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hospital.config import Engine, project_folder
from hospital.verification.scratch import running_servers, scratch_databases

SCREEN_LINES = 60
# `make test` is what runs this test.
SKIPPED_BECAUSE_RUNNING = "make test"


def commands(page: str) -> list[str]:
    """The lines after a prompt in the page's console blocks, without their comments."""
    text = (project_folder() / page).read_text()
    blocks = re.findall(r"^```console\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [line[2:].split("  #")[0].strip() for line in lines]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The machine's, without this environment's packages, leading to scratch databases."""
    with (
        running_servers([Engine.MYSQL]) as servers,
        scratch_databases(
            Engine.MYSQL, servers[Engine.MYSQL], tmp_path_factory.mktemp("unused")
        ) as scratch,
    ):
        own = Path(sys.executable).parent
        path = [part for part in os.environ["PATH"].split(os.pathsep) if Path(part) != own]
        left_out = {"VIRTUAL_ENV", "DUCKDB_PATH", "DBT_TARGET", "MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
        kept = {name: value for name, value in scratch.items() if name not in left_out}
        yield {**kept, "PATH": os.pathsep.join(path)}


@pytest.fixture(scope="module")
def fresh_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git tracks or would track, as it is in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=project_folder(),
        capture_output=True,
        text=True,
        check=True,
    )
    folder = tmp_path_factory.mktemp("newcomer") / "healthcare"
    for name in filter(None, listed.stdout.split("\0")):
        source, copy = project_folder() / name, folder / name
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    return folder


def test_every_command_does_what_it_says(fresh_copy: Path, environment: dict[str, str]) -> None:
    readme, tour = commands("README.md"), commands("docs/tutorial.md")
    assert {"make demo", SKIPPED_BECAUSE_RUNNING, "make demo ENGINE=mysql"} <= set(readme)
    assert len(tour) > 5
    sums = []
    # The tour goes on where the README ends; what it says again has been done.
    for command in dict.fromkeys([*readme, *tour]):
        if command == SKIPPED_BECAUSE_RUNNING:
            continue
        result = subprocess.run(
            ["bash", "-c", command],
            cwd=fresh_copy,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        said = f"{command}\n{result.stdout[-3000:]}\n{result.stderr[-3000:]}"
        assert result.returncode == 0, said
        if command.startswith("make demo"):
            assert re.search(r"^Tests: \d{3} passed, 0 failed$", result.stdout, re.MULTILINE), said
        if command in tour:
            assert result.stdout.strip(), said
            sums += re.findall(r"^\| +([\d,.]+) \| +([\d,.]+) \|$", result.stdout, re.MULTILINE)
    # What the tour says of its sums: the join of the OLTP tables is wrong, the star's is not.
    [(summed, joined), (in_the_fact, shared)] = sums
    assert float(joined.replace(",", "")) > float(summed.replace(",", ""))
    assert in_the_fact == shared


def test_it_fits_one_screen() -> None:
    lines = (project_folder() / "README.md").read_text().splitlines()
    assert len(lines) <= SCREEN_LINES
    assert max(map(len, lines)) <= 120


def test_every_link_leads_somewhere() -> None:
    for page in (*project_folder().glob("*.md"), *(project_folder() / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
            if not link.startswith(("http://", "https://")):
                assert (page.parent / link).exists(), f"{page.name} links to {link}"
