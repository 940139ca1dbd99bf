"""What differs between the private MySQL and the private MariaDB: package, programs and options."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from hospital.config import Engine
from hospital.errors import ServerSetupError
from hospital.servers.packages import Unpacked, require_apt, running_release, unpacked

# MySQL left Debian's releases but not its unstable suite; MariaDB is in every release.
_MYSQL_SUITE = "unstable"
_PACKAGES = {Engine.MYSQL: "mysql-server-core", Engine.MARIADB: "mariadb-server-core"}
_CLIENT_PACKAGES = {Engine.MYSQL: "mysql-client-core", Engine.MARIADB: "mariadb-client-core"}
_CLIENTS = {Engine.MYSQL: "mysql", Engine.MARIADB: "mariadb"}
_BINARIES = {Engine.MYSQL: "usr/sbin/mysqld", Engine.MARIADB: "usr/sbin/mariadbd"}

# A sandbox holds nothing that cannot be simulated again: commits are handed to the operating
# system, which writes them out once a second, and pages are written once. A crash of the machine
# can cost the last second, or the data folder; a killed server loses nothing. The buffer pool may
# take a quarter of the machine's memory, and takes it only as it fills.
_BUFFER_POOL = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4
_OPTIONS = (
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--local-infile=ON",
    "--skip-log-bin",
    "--socket=server.sock",
    f"--innodb-buffer-pool-size={_BUFFER_POOL}",
    "--innodb-flush-log-at-trx-commit=2",
    "--innodb-doublewrite=OFF",
    "--character-set-server=utf8mb4",
)
_ENGINE_OPTIONS = {
    Engine.MYSQL: (
        "--secure-file-priv=NULL",
        "--mysqlx=OFF",
        "--innodb-redo-log-capacity=512M",
        "--collation-server=utf8mb4_0900_bin",
    ),
    Engine.MARIADB: (
        "--innodb-log-file-size=256M",
        "--collation-server=utf8mb4_nopad_bin",
    ),
}
_MARIADB_SCRIPTS = (
    "system_tables",
    "performance_tables",
    "system_tables_data",
    "add_gis_sp_bootstrap",
    "sys_schema",
)
_INITIALISE_SECONDS = 300

# The one login. The server listens on the loopback address alone.
USER_STATEMENTS = """\
create user if not exists 'hospital'@'127.0.0.1' identified by '';
grant all privileges on *.* to 'hospital'@'127.0.0.1' with grant option;
"""


def software(engine: Engine, folder: Path) -> Unpacked:
    """The server's programs below the folder, downloaded at the first call.

    Raises:
        ServerSetupError: this is no Debian machine with apt, or the download fails.
    """
    if not (folder / "root").is_dir():
        require_apt()
    return unpacked(folder, _PACKAGES[engine], _suite(engine))


def client(engine: Engine, folder: Path) -> list[str]:
    """The words that start the engine's own command-line client, `mysql` or `mariadb`.

    It is the machine's own where there is one, else downloaded below the folder at the first call.

    Raises:
        ServerSetupError: it is missing, and this is no Debian machine with apt, or the download
            fails.
    """
    own = shutil.which(_CLIENTS[engine])
    if own is not None:
        return [own]
    if not (folder / "root").is_dir():
        require_apt()
    programs = unpacked(folder, _CLIENT_PACKAGES[engine], _suite(engine))
    return programs.program(f"usr/bin/{_CLIENTS[engine]}")


def _suite(engine: Engine) -> str:
    return _MYSQL_SUITE if engine is Engine.MYSQL else running_release()


def server_command(engine: Engine, programs: Unpacked, data: Path) -> list[str]:
    """The words that start the server on a data folder; the port and the log are the caller's."""
    root = programs.root
    command = [
        *programs.program(_BINARIES[engine]),
        "--no-defaults",
        f"--basedir={root / 'usr'}",
        f"--lc-messages-dir={root / 'usr/share/mysql'}",
        f"--datadir={data}",
        *_OPTIONS,
        *_ENGINE_OPTIONS[engine],
    ]
    if os.geteuid() == 0:
        command.append("--user=root")
    return command


def initialise(engine: Engine, programs: Unpacked, data: Path) -> None:
    """Creates the data folder with the server's own tables.

    Raises:
        ServerSetupError: the server's initialisation fails.
    """
    command = server_command(engine, programs, data)
    script = b""
    if engine is Engine.MYSQL:
        command.append("--initialize-insecure")
    else:
        data.mkdir(parents=True)
        command.append("--bootstrap")
        script = _bootstrap_script(programs.root)
    try:
        done = subprocess.run(
            command, input=script, capture_output=True, timeout=_INITIALISE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServerSetupError(f"the {engine} server cannot be initialised: {error}") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        raise ServerSetupError(f"the {engine} server cannot be initialised: {last_error(said)}")


def last_error(log: str) -> str:
    """The most telling line of a server's log: the last error, else the last line."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if "[ERROR]" in line and "Aborting" not in line]
    return (errors or lines or ["it said nothing"])[-1]


def _bootstrap_script(root: Path) -> bytes:
    # As mariadb-install-db does it; root can log in through the socket only.
    parts = [b"create database mysql;\nuse mysql;\nset @auth_root_socket = 'root';\n"]
    for name in _MARIADB_SCRIPTS:
        found = sorted(root.glob(f"usr/share/m*/m*_{name}.sql"))
        if not found:
            raise ServerSetupError(f"the MariaDB packages in {root} lack the script {name}.sql")
        parts.append(found[0].read_bytes())
    return b"\n".join(parts)
