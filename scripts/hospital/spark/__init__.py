"""Spark: its Java, its processes, and how to read from it, as the target `spark` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from hospital.errors import SettingError


@contextmanager
def open_spark(environment: Mapping[str, str]) -> Iterator[Any]:
    """A session in this process, or of the server for SQL that SPARK_METHOD speaks of.

    Raises:
        SettingError: this package reads by no such method.
        HospitalError: it does not start, or nothing answers.
    """
    method = environment.get("SPARK_METHOD", "session")
    if method == "session":
        from hospital.spark.session import open_session

        with open_session(environment) as session:
            yield session
    elif method == "thrift":
        from hospital.spark.sql_server import open_sql_server

        with open_sql_server(environment) as server:
            yield server
    else:
        raise SettingError(
            f"SPARK_METHOD is '{method}', by which dbt alone can work; set session or thrift"
        )
