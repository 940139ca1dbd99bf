"""The servers the tests run against, as the environment names them."""

import os
from dataclasses import dataclass
from typing import Any

import mysql.connector

ENGINES = ("mysql", "mariadb")


class MissingServer(Exception):  # noqa: N818
    """The environment does not say where a server is, or nothing answers there."""


@dataclass(frozen=True)
class Server:
    """Where one server listens and who logs in."""

    engine: str
    host: str
    port: int
    user: str
    password: str

    @classmethod
    def from_environment(cls, engine: str) -> "Server":
        """Read MYSQL_HOST, MYSQL_PORT, MYSQL_USER and MYSQL_PASSWORD, or MARIADB_ and the same."""
        names = {
            part: f"{engine.upper()}_{part.upper()}"
            for part in ("host", "port", "user", "password")
        }
        missing = [name for name in names.values() if name not in os.environ]
        if missing:
            raise MissingServer(
                f"The tests of --engine {engine} need a running server: set {', '.join(missing)}"
                " (the password may be empty)."
            )
        values = {part: os.environ[name] for part, name in names.items()}
        if not values["port"].isdigit():
            raise MissingServer(f"{names['port']} is '{values['port']}', which is not a port.")
        return cls(engine, values["host"], int(values["port"]), values["user"], values["password"])

    def target(self) -> dict[str, Any]:
        """Give the output of a dbt profile, without a schema."""
        return {
            "type": self.engine,
            "threads": 4,
            "host": self.host,
            "port": self.port,
            "user": self.user,
            "password": self.password,
        }

    def connect(self) -> Any:
        """Open a connection of the driver's."""
        try:
            return mysql.connector.connect(
                host=self.host,
                port=self.port,
                user=self.user,
                password=self.password,
                autocommit=True,
            )
        except mysql.connector.Error as error:
            raise MissingServer(
                f"No {self.engine} server answers at {self.host}:{self.port}: {error}"
            ) from error

    def run(self, *statements: str) -> list[Any]:
        """Run statements and give the last one's rows."""
        connection = self.connect()
        try:
            cursor = connection.cursor()
            rows: list[Any] = []
            for statement in statements:
                cursor.execute(statement)
                rows = cursor.fetchall() if cursor.with_rows else []
            return rows
        finally:
            connection.close()
