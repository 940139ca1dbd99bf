"""Settings: what to simulate, and where the databases are (from the environment, as for dbt)."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from hospital.errors import SettingError

_DATABASE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,48}")
_FIRST_DAY = date(1900, 1, 1)
_LAST_DAY = date(2099, 12, 31)


class Engine(StrEnum):
    """The engines that the star can be built on, and that hold the OLTP tables."""

    DUCKDB = "duckdb"
    MYSQL = "mysql"
    MARIADB = "mariadb"
    SPARK = "spark"


class FileFormat(StrEnum):
    """The formats of files that a simulation can be written to instead."""

    PARQUET = "parquet"
    CSV = "csv"


SERVER_ENGINES = (Engine.MYSQL, Engine.MARIADB)
# Those whose OLTP tables can be written row by row; Spark's are files, written as a whole.
DATABASE_ENGINES = (Engine.DUCKDB, *SERVER_ENGINES)
# Spark's is that of its SQL server.
_DEFAULT_PORTS = {Engine.MYSQL: 33306, Engine.MARIADB: 33307, Engine.SPARK: 10000}


@dataclass(frozen=True)
class DefectSettings:
    """Which classes of defects are planted on purpose, and in which share of the rows.

    Raises:
        SettingError: the rate is not from 0 to 1.
    """

    classes: tuple[str, ...] = ()  # in planting order; see `hospital.defects.settings`
    rate: float = 0.002  # of the rows of each table that a class can change, per class

    def __post_init__(self) -> None:
        """Check the range."""
        if not 0 <= self.rate <= 1:
            raise SettingError(f"--defect-rate is {self.rate}; give a number from 0 to 1")


@dataclass(frozen=True)
class CodeListSettings:
    """Where one's own lists of codes are; `hospital.code_lists` reads and checks them."""

    folder: str
    digest: str  # of what they held when they were checked


@dataclass(frozen=True)
class GenerateConfig:
    """What to simulate; the data depend on nothing else, and not on `block_size` and `workers`.

    `as_of` is inclusive: the last second that the database knows of is `as_of` 23:59:59.

    Raises:
        SettingError: a value is out of its range.
    """

    seed: int = 42
    patients: int = 10_000
    start: date = date(2024, 1, 1)
    as_of: date = date(2025, 12, 31)
    block_size: int = 4_000  # patients held in memory at once, per worker
    workers: int = 1
    defects: DefectSettings = DefectSettings()
    code_lists: CodeListSettings | None = None

    def __post_init__(self) -> None:
        """Check the ranges."""
        for option, value in (
            ("--patients", self.patients),
            ("--workers", self.workers),
            ("the block size", self.block_size),
        ):
            if value < 1:
                raise SettingError(f"{option} is {value}; give at least 1")
        if not 0 <= self.seed < 2**63:
            raise SettingError(f"--seed is {self.seed}; give a whole number from 0 to 2^63 - 1")
        if self.as_of < self.start:
            raise SettingError(
                f"--as-of {self.as_of} is before --start {self.start}; give a later --as-of"
            )
        if self.start < _FIRST_DAY or self.as_of > _LAST_DAY:
            raise SettingError(
                f"--start {self.start} and --as-of {self.as_of} must lie "
                f"between {_FIRST_DAY} and {_LAST_DAY}"
            )

    @property
    def load_id(self) -> int:
        """Identifies the load: 1, or a number that its defects and code lists give.

        So a warehouse can tell that a source of the same seed was replaced by other data.
        """
        digest = self.code_lists.digest if self.code_lists else ""
        if not self.defects.classes and not digest:
            return 1
        told = repr((self.defects.classes, self.defects.rate, digest))
        return zlib.crc32(told.encode()) % (2**31 - 2) + 2

    @property
    def settings(self) -> dict[str, Any]:
        """What the data depend on, for a manifest."""
        return {
            name: value
            for name, value in asdict(self).items()
            if name not in ("block_size", "workers")
        }


@dataclass(frozen=True)
class ServerSettings:
    """How to reach a MySQL or MariaDB server."""

    engine: Engine
    host: str
    port: int
    user: str
    password: str

    @property
    def address(self) -> str:
        """Host and port, for messages."""
        return f"{self.host}:{self.port}"


def server_settings(engine: Engine, environment: Mapping[str, str] = os.environ) -> ServerSettings:
    """The server that MYSQL_HOST, _PORT, _USER, _PASSWORD (or MARIADB_…) name, with dbt's defaults.

    For Spark it is the SQL server that SPARK_HOST, _PORT and _USER name.

    Raises:
        SettingError: the port is not a port number.
    """
    prefix = engine.upper()
    return ServerSettings(
        engine=engine,
        host=environment.get(f"{prefix}_HOST", "127.0.0.1"),
        port=_port(f"{prefix}_PORT", _DEFAULT_PORTS[engine], environment),
        user=environment.get(f"{prefix}_USER", "hospital"),
        password=environment.get(f"{prefix}_PASSWORD", ""),
    )


def project_folder() -> Path:
    """The folder of dbt_project.yml and docker-compose.yml."""
    return Path(__file__).resolve().parents[2]


def preferred_port(engine: Engine) -> int:
    """The port that profiles.yml expects of the engine where the environment names none."""
    return _DEFAULT_PORTS[engine]


def duckdb_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The DuckDB file: DUCKDB_PATH, else data/healthcare.duckdb of the working directory."""
    return Path(environment.get("DUCKDB_PATH", "data/healthcare.duckdb"))


def spark_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where Spark keeps its catalogue and its tables: SPARK_FOLDER, else data/spark."""
    return Path(environment.get("SPARK_FOLDER", "data/spark"))


def spark_lake(environment: Mapping[str, str] = os.environ) -> str:
    """The folder of Spark's OLTP databases, a path or an address: SPARK_LAKE, else data/spark/lake.

    Each database is a folder in it, and each table a folder of Parquet files in that.
    """
    return environment.get("SPARK_LAKE", "data/spark/lake")


def spark_is_a_cluster(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether SPARK_MASTER names other processes than the one that asks."""
    return not environment.get("SPARK_MASTER", "local[2]").startswith("local")


def absolute_paths(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with the places of files named from the root of the file system.

    dbt works in the project's folder, so a relative path would mean another file to it.
    """
    lake = spark_lake(environment)
    return {
        **environment,
        "DUCKDB_PATH": str(duckdb_path(environment).resolve()),
        "SPARK_FOLDER": str(spark_folder(environment).resolve()),
        "SPARK_LAKE": lake if ":" in lake else str(Path(lake).resolve()),
    }


def oltp_database(environment: Mapping[str, str] = os.environ) -> str:
    """The OLTP database (a schema in DuckDB): OLTP_DATABASE, else healthcare_oltp.

    Raises:
        SettingError: the name holds more than letters, digits and underscores, or is too long.
    """
    return _database("OLTP_DATABASE", "healthcare_oltp", environment)


def olap_database(environment: Mapping[str, str] = os.environ) -> str:
    """The database of the star (a schema in DuckDB): OLAP_DATABASE, else healthcare_olap.

    Raises:
        SettingError: the name holds more than letters, digits and underscores, or is too long.
    """
    return _database("OLAP_DATABASE", "healthcare_olap", environment)


def log_database(environment: Mapping[str, str] = os.environ) -> str:
    """The database of the run log (a schema in DuckDB): LOG_DATABASE, else the star's with _log.

    Raises:
        SettingError: the name holds more than letters, digits and underscores, or is too long.
    """
    if "LOG_DATABASE" in environment:
        return _database("LOG_DATABASE", "", environment)
    return f"{olap_database(environment)}_log"


def _port(variable: str, default: int, environment: Mapping[str, str]) -> int:
    text = environment.get(variable, str(default))
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65_536):
        raise SettingError(f"{variable} is '{text}'; set it to a number from 1 to 65535")
    return int(text)


def _database(variable: str, default: str, environment: Mapping[str, str]) -> str:
    name = environment.get(variable, default)
    if not _DATABASE_NAME.fullmatch(name):
        raise SettingError(
            f"{variable} is '{name}'; use letters, digits and underscores, at most 49"
        )
    return name
