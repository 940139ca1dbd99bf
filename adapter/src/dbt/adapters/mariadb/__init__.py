"""dbt's plugin for MariaDB: MySQL's implementation under its own type name."""

from dataclasses import dataclass

from dbt.adapters.base.plugin import AdapterPlugin
from dbt.adapters.mysql.connections import MySQLConnectionManager
from dbt.adapters.mysql.credentials import MySQLCredentials
from dbt.adapters.mysql.impl import MySQLAdapter
from dbt.include import mariadb


@dataclass
class MariaDBCredentials(MySQLCredentials):
    """A profile's target of type mariadb."""

    @property
    def type(self) -> str:
        """The adapter type as profiles.yml writes it."""
        return "mariadb"


class MariaDBConnectionManager(MySQLConnectionManager):
    """MySQL's connections, opened against MariaDB."""

    TYPE = "mariadb"


class MariaDBAdapter(MySQLAdapter):
    """MySQL's adapter; the few differences are `mariadb__` macros."""

    ConnectionManager = MariaDBConnectionManager


Plugin = AdapterPlugin(
    adapter=MariaDBAdapter,
    credentials=MariaDBCredentials,
    include_path=mariadb.PACKAGE_PATH,
    dependencies=["mysql"],
)

__all__ = ["MariaDBAdapter", "MariaDBConnectionManager", "MariaDBCredentials", "Plugin"]
