"""A Spark session of the project's profile, with what a database driver's cursor has.

The catalogue is open to one process at a time, and a Java that has opened it keeps it for as long
as it lives: closing a session therefore ends its Java, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any

import jinja2
import yaml

from hospital.config import absolute_paths, project_folder
from hospital.errors import HospitalError
from hospital.spark.failures import one_line
from hospital.spark.java import require_spark

_ENDING_SECONDS = 60
_OF_PYSPARK = ("JAVA_HOME", "PYSPARK_PYTHON", "SPARK_LOCAL_IP")


class SparkCursor:
    """One statement at a time, as the drivers of databases have it."""

    def __init__(self, session: Any) -> None:
        """Wrap an open session."""
        self._session = session
        self._rows: Iterator[Any] = iter(())
        self.description: list[tuple[str]] = []

    def execute(self, statement: str) -> None:
        """Runs the statement; its rows come as they are fetched."""
        frame = self._session.sql(statement)
        self.description = [(name,) for name in frame.columns]
        self._rows = frame.toLocalIterator()

    def fetchmany(self, size: int) -> list[Any]:
        """The next rows, none at the end."""
        return list(islice(self._rows, size))


class SparkConnection:
    """An open session."""

    def __init__(self, session: Any) -> None:
        """Wrap it."""
        self.session = session

    def cursor(self) -> SparkCursor:
        """A new cursor."""
        return SparkCursor(self.session)


def session_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings of the target `spark` in profiles.yml, as dbt renders them."""
    profile = yaml.safe_load((project_folder() / "profiles.yml").read_text())
    parameters = profile["healthcare_analytics"]["outputs"]["spark"]["server_side_parameters"]
    templates = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)

    def env_var(name: str, default: str) -> str:
        return environment.get(name, default)

    return {
        name: templates.from_string(str(value)).render(env_var=env_var)
        for name, value in parameters.items()
    }


@contextmanager
def open_session(environment: Mapping[str, str]) -> Iterator[SparkConnection]:
    """A session on the catalogue that the environment names, as for dbt.

    Raises:
        SparkSetupError: PySpark or its Java is missing.
        HospitalError: Spark does not start.
    """
    home = require_spark(environment)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.enableHiveSupport()
    for name, value in session_settings(absolute_paths(environment)).items():
        builder = builder.config(name, value)
    try:
        with _process_environment({**environment, "JAVA_HOME": str(home)}):
            session = builder.getOrCreate()
    except Exception as error:  # py4j's, Java's and PySpark's own have no base of their own
        raise HospitalError(f"Spark does not start: {one_line(error)}") from error
    try:
        yield SparkConnection(session)
    finally:
        _end(session)


@contextmanager
def _process_environment(environment: Mapping[str, str]) -> Iterator[None]:
    """Lets PySpark see what it reads of this process's environment alone, while it starts."""
    before = {name: os.environ.pop(name, None) for name in _OF_PYSPARK}
    os.environ.update({name: environment[name] for name in _OF_PYSPARK if name in environment})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _end(session: Any) -> None:
    """Stops the session and the Java that it runs in."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    session.stop()
    if gateway is None:
        return
    process = gateway.proc
    gateway.shutdown()
    SparkContext._gateway = SparkContext._jvm = None
    with suppress(OSError):
        process.stdin.close()  # the end of its input ends it
    process.wait(_ENDING_SECONDS)
