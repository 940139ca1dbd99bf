"""A profile's target."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from dbt.adapters.contracts.connection import Credentials
from dbt_common.dataclass_schema import ValidationError


@dataclass
class MySQLCredentials(Credentials):
    """A profile's target of type mysql."""

    database: str | None = None  # type: ignore[assignment]  # MySQL has no level above the schema
    schema: str = ""
    host: str = "localhost"
    port: int = 3306
    user: str | None = None
    password: str | None = None
    charset: str = "utf8mb4"
    collation: str | None = None
    unix_socket: str | None = None
    ssl_disabled: bool | None = None
    ssl_ca: str | None = None
    ssl_cert: str | None = None
    ssl_key: str | None = None
    ssl_verify_cert: bool | None = None
    ssl_verify_identity: bool | None = None
    connect_timeout: int = 10
    retries: int = 1

    _ALIASES: ClassVar[dict[str, str]] = {
        "server": "host",
        "username": "user",
        "pass": "password",
    }

    def __post_init__(self) -> None:
        """Refuse what MySQL cannot mean."""
        if not self.schema:
            raise ValidationError("the target needs a schema, the database dbt builds in.")
        if self.database and self.database != self.schema:
            raise ValidationError(
                f"database is '{self.database}' and schema is '{self.schema}', but on MySQL they "
                "are the same thing: leave database out or give it the schema's name."
            )
        self.database = None
        for name in (self.charset, self.collation):
            if name and not re.fullmatch(r"\w+", name):
                raise ValidationError(f"'{name}' is not the name of a charset or collation.")

    @property
    def type(self) -> str:
        """The adapter type as profiles.yml writes it."""
        return "mysql"

    @property
    def unique_field(self) -> str:
        """What dbt hashes to tell installations apart."""
        return self.host

    def _connection_keys(self) -> tuple[str, ...]:
        return (
            "host",
            "port",
            "unix_socket",
            "user",
            "schema",
            "charset",
            "collation",
            "ssl_disabled",
            "connect_timeout",
            "retries",
        )

    def connect_arguments(self) -> dict[str, Any]:
        """Give the driver's arguments, with nothing that the profile leaves out."""
        ssl = {
            key: value
            for key, value in vars(self).items()
            if key.startswith("ssl_") and value is not None
        }
        where: dict[str, Any] = (
            {"unix_socket": self.unix_socket}
            if self.unix_socket
            else {"host": self.host, "port": self.port}
        )
        return {
            **where,
            **ssl,
            "user": self.user or "",
            "password": self.password or "",
            "connection_timeout": self.connect_timeout,
            # dbt opens its own transactions; what it runs outside of them must not hold locks.
            "autocommit": True,
            "buffered": True,
        }
