"""The Java that Spark runs on: JAVA_HOME's, or the first one on the PATH."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from hospital.errors import SparkSetupError
from hospital.processes import run_captured

OLDEST_JAVA = 17  # https://spark.apache.org/docs/latest/ names what Spark 4 runs on
_ANSWER_SECONDS = 60
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')  # Java 8 calls itself 1.8
_HELP = (
    f"Spark needs Java {OLDEST_JAVA} or later: install it (Debian: "
    f"apt install openjdk-17-jre-headless) or set JAVA_HOME"
)


def require_spark(environment: Mapping[str, str] = os.environ) -> Path:
    """The home of the Java that Spark will run on.

    Raises:
        SparkSetupError: PySpark is not installed, or there is no Java, or too old a one.
    """
    if not all(map(_is_installed, ("pyspark", "dbt.adapters.spark"))):
        raise SparkSetupError("PySpark and dbt-spark are not installed; run 'make setup-spark'")
    return java_home(environment)


def java_home(environment: Mapping[str, str] = os.environ) -> Path:
    """The home of a Java that is young enough for Spark.

    Raises:
        SparkSetupError: there is none.
    """
    program = _program(environment)
    version = _version(program)
    if version < OLDEST_JAVA:
        raise SparkSetupError(f"{program} is Java {version}; {_HELP}")
    return program.resolve().parents[1]


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # a package above it
        return False


def _program(environment: Mapping[str, str]) -> Path:
    home = environment.get("JAVA_HOME")
    if home:
        program = Path(home) / "bin" / "java"
        if not os.access(program, os.X_OK):
            raise SparkSetupError(f"JAVA_HOME is '{home}', which holds no bin/java; {_HELP}")
        return program
    found = shutil.which("java", path=environment.get("PATH"))
    if found is None:
        raise SparkSetupError(f"no Java was found; {_HELP}")
    return Path(found)


def _version(program: Path) -> int:
    try:
        done = run_captured([str(program), "-version"], _ANSWER_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SparkSetupError(f"{program} does not run ({error}); {_HELP}") from error
    told = _VERSION.search(done.stderr)
    if done.returncode or told is None:
        raise SparkSetupError(f"{program} does not tell its version; {_HELP}")
    return int(told[1])
