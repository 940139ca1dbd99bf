"""Which servers the adapter accepts."""

import pytest
from dbt.adapters.mysql.sessions import CannotConnect, check_server

check = check_server


@pytest.mark.parametrize(
    ("wanted", "server"),
    [
        ("mysql", "8.0.11"),
        ("mysql", "8.4.3-commercial"),
        ("mysql", "9.7.4-2"),
        ("mariadb", "10.6.0-MariaDB"),
        ("mariadb", "5.5.5-10.11.6-MariaDB-1:10.11.6+maria~ubu2204"),
        ("mariadb", "11.8.2-MariaDB-log"),
    ],
)
def test_accepted(wanted: str, server: str) -> None:
    check(wanted, server)


@pytest.mark.parametrize(
    ("wanted", "server", "message"),
    [
        ("mysql", "5.7.44-log", r"MySQL 5\.7; this adapter needs MySQL 8\.0 or later"),
        ("mysql", "5.5.62", r"MySQL 5\.5; this adapter needs"),
        ("mariadb", "10.5.27-MariaDB", r"MariaDB 10\.5; this adapter needs MariaDB 10\.6 or later"),
        ("mariadb", "5.5.5-10.4.9-MariaDB", r"MariaDB 10\.4; this adapter needs"),
        ("mysql", "10.11.6-MariaDB", "use type: mariadb"),
        ("mariadb", "8.4.0", "use type: mysql"),
        ("mysql", "unreadable", "this adapter needs"),
    ],
)
def test_rejected(wanted: str, server: str, message: str) -> None:
    with pytest.raises(CannotConnect, match=message):
        check(wanted, server)
