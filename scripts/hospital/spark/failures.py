"""What Spark refuses, as one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hospital.errors import HospitalError, NotBuiltError

_MISSING = ("TABLE_OR_VIEW_NOT_FOUND", "SCHEMA_NOT_FOUND", "PATH_NOT_FOUND")


@contextmanager
def explained(not_built: str) -> Iterator[None]:
    """What Spark refuses, as one line: NotBuiltError, with that help, where something is missing.

    Raises:
        NotBuiltError: a table or schema of the statement is missing.
        HospitalError: Spark refuses the statement.
    """
    from py4j.protocol import Py4JError
    from pyhive.exc import Error as SqlServerError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError, SqlServerError) as error:
        text = one_line(error)
        if any(name in text for name in _MISSING):
            raise NotBuiltError(f"{not_built} ({text})") from error
        raise HospitalError(f"Spark refused the query: {text}") from error


def one_line(error: Exception) -> str:
    """The first line of what went wrong; Spark's own errors go on with the whole plan.

    Of what a task's Python raised, it is the line below the frames of its traceback.
    """
    answer = getattr(error.args[0], "status", None) if error.args else None  # of a SQL server
    text = str(answer.errorMessage if answer else error)
    _, of_python, raised = text.rpartition("Traceback (most recent call last):")
    lines = [
        line for line in raised.splitlines() if line.strip() and not (of_python and line[0] == " ")
    ]
    return (lines or [type(error).__name__])[0].strip()
