"""Which Java Spark is given, with programs that only tell a version."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hospital import cli
from hospital.errors import SparkSetupError
from hospital.spark.java import OLDEST_JAVA, java_home, require_spark


def install(home: Path, answer: str) -> Path:
    """A home whose `java -version` says this, on standard error as Java does."""
    program = home / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{answer}\n")
    program.chmod(0o755)
    return home


def version(text: str) -> str:
    return f"echo 'openjdk version \"{text}\" 2025-04-15' >&2"


@pytest.mark.parametrize("told", ["17.0.15", "21", "25.0.1"])
def test_a_java_that_is_young_enough_is_taken(tmp_path: Path, told: str) -> None:
    home = install(tmp_path / "java", version(told))
    assert java_home({"JAVA_HOME": str(home), "PATH": ""}) == home
    assert java_home({"PATH": str(home / "bin")}) == home


def test_the_java_on_the_path_is_found_where_it_really_is(tmp_path: Path) -> None:
    home = install(tmp_path / "java", version("17.0.15"))
    link = tmp_path / "usr" / "java"
    link.parent.mkdir()
    link.symlink_to(home / "bin" / "java")
    assert java_home({"PATH": str(link.parent)}) == home


@pytest.mark.parametrize(("told", "number"), [("11.0.2", 11), ("1.8.0_402", 8)])
def test_an_old_java_is_refused(tmp_path: Path, told: str, number: int) -> None:
    home = install(tmp_path / "java", version(told))
    with pytest.raises(SparkSetupError, match=rf"is Java {number}; .* Java {OLDEST_JAVA} or later"):
        java_home({"JAVA_HOME": str(home)})


@pytest.mark.parametrize("answer", ["exit 1", "echo hello", "echo 'version \"17\"'; exit 3"])
def test_what_tells_no_version_is_refused(tmp_path: Path, answer: str) -> None:
    home = install(tmp_path / "java", answer)
    with pytest.raises(SparkSetupError, match="does not tell its version"):
        java_home({"JAVA_HOME": str(home)})


def test_java_home_counts_before_the_path(tmp_path: Path) -> None:
    good = install(tmp_path / "good", version("17"))
    with pytest.raises(SparkSetupError, match="holds no bin/java"):
        java_home({"JAVA_HOME": str(tmp_path), "PATH": str(good / "bin")})


def test_no_java_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("hospital.spark.java._is_installed", lambda _module: True)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cli.run(["java"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: no Java was found; Spark needs Java {OLDEST_JAVA} or later")


def test_without_pyspark_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    home = install(tmp_path / "java", version("17"))
    with pytest.raises(SparkSetupError, match="make setup-spark"):
        require_spark({"JAVA_HOME": str(home)})


def test_its_java_is_named_as_a_shell_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = install(tmp_path / "a java", version("17"))
    monkeypatch.setattr("hospital.spark.java._is_installed", lambda _module: True)
    monkeypatch.setenv("JAVA_HOME", str(home))
    assert cli.run(["java"]) == 0
    assert capsys.readouterr().out == f"export JAVA_HOME='{home}'\n"
