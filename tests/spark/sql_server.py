"""A server for SQL before a Spark of this machine, as a cluster would have one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hospital.spark.daemons import LOOPBACK, daemon
from hospital.spark.session import session_settings

_CLASS = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"


@contextmanager
def sql_server(environment: Mapping[str, str], folder: Path) -> Iterator[dict[str, str]]:
    """The environment that leads to it, for as long as the context lasts."""
    settings = session_settings(environment)
    words = [
        *("--class", _CLASS),
        *(word for name, value in settings.items() for word in ("--conf", f"{name}={value}")),
        *("--conf", "spark.log.level=INFO"),  # it tells its port
        *("--hiveconf", f"hive.server2.thrift.bind.host={LOOPBACK}"),
        *("--hiveconf", "hive.server2.thrift.port=0"),
        # With a user of its own for each session, each opens a metastore client of its own.
        *("--hiveconf", "hive.server2.enable.doAs=false"),
        "spark-internal",
    ]
    with daemon("sql-server", "spark-submit", words, folder, environment) as server:
        port = server.said(r"Starting ThriftBinaryCLIService on port (\d+)")[1]
        server.said("HiveThriftServer2 started")
        yield {
            **environment,
            "SPARK_METHOD": "thrift",
            "SPARK_HOST": LOOPBACK,
            "SPARK_PORT": port,
        }
