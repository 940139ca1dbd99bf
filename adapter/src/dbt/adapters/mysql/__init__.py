"""dbt's plugin for MySQL."""

from dbt.adapters.base.plugin import AdapterPlugin
from dbt.adapters.mysql.column import MySQLColumn
from dbt.adapters.mysql.connections import MySQLConnectionManager
from dbt.adapters.mysql.credentials import MySQLCredentials
from dbt.adapters.mysql.impl import MySQLAdapter
from dbt.adapters.mysql.relation import MySQLRelation
from dbt.include import mysql

Plugin = AdapterPlugin(
    adapter=MySQLAdapter,
    credentials=MySQLCredentials,
    include_path=mysql.PACKAGE_PATH,
)

__all__ = [
    "MySQLAdapter",
    "MySQLColumn",
    "MySQLConnectionManager",
    "MySQLCredentials",
    "MySQLRelation",
    "Plugin",
]
