"""The yardstick of a load: the engine's own client with the same rows, tables and keys."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from hospital.config import Engine, GenerateConfig, ServerSettings
from hospital.errors import LoadError
from hospital.generation import make_block, run_blocks
from hospital.schema import ddl
from hospital.schema.tables import TABLES
from hospital.sinks.blocks import tables_of
from hospital.sinks.rows import LOAD_OPTIONS, tab_separated

DATABASE = "benchmark_bare"


def write_lines(config: GenerateConfig, folder: Path) -> int:
    """Writes the rows for LOAD DATA, byte for byte as the sink sends them; how many they are."""
    total = 0
    for made in run_blocks(config, make_block):
        for table, rows in tables_of(made.block):
            total += rows.num_rows
            with (folder / f"{table.name}.tsv").open("ab") as file:
                file.writelines(tab_separated(rows))
    return total


@dataclass(frozen=True)
class BareClient:
    """The program `mysql` or `mariadb` on a server."""

    program: list[str]
    settings: ServerSettings

    def load(self, folder: Path, *, keys_first: bool) -> float:
        """Seconds for the rows and the keys; the empty tables are created before, dropped after.

        `keys_first`: the tables have all keys when the rows arrive. Otherwise they have their
        primary keys, and the others follow, which is the fastest way of the bare client.
        """
        tables = list(self._tables())
        keys = list(self._keys())
        rows = list(self._rows(folder))
        self.drop(DATABASE)
        self._run([*tables, *(keys if keys_first else [])])
        began = time.monotonic()
        self._run(rows if keys_first else [*rows, "set foreign_key_checks = 0;", *keys])
        seconds = time.monotonic() - began
        self.drop(DATABASE)
        return seconds

    def drop(self, database: str) -> None:
        """Drops a database if it is there."""
        self._run([f"drop database if exists {database};"])

    def _tables(self) -> Iterator[str]:
        yield ddl.create_database(self.settings.engine, DATABASE) + ";"
        for table in TABLES:
            yield ddl.create_table(self.settings.engine, table, DATABASE) + ";"

    def _keys(self) -> Iterator[str]:
        for add in (ddl.add_indexes, ddl.add_foreign_keys):
            for table in TABLES:
                statement = add(self.settings.engine, table, DATABASE)
                if statement is not None:
                    yield statement + ";"

    def _rows(self, folder: Path) -> Iterator[str]:
        for table in TABLES:
            file = folder / f"{table.name}.tsv"
            if file.exists():
                target = ddl.quoted(self.settings.engine, DATABASE, table.name)
                yield f"load data local infile '{file}' into table {target} {LOAD_OPTIONS};"

    def _run(self, statements: list[str]) -> None:
        settings = self.settings
        command = [
            *self.program,
            "--no-defaults",
            "--local-infile=1",
            "--default-character-set=utf8mb4",
            f"--host={settings.host}",
            f"--port={settings.port}",
            f"--user={settings.user}",
            f"--password={settings.password}",
        ]
        done = subprocess.run(
            command, input="\n".join(statements), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise LoadError(f"the bare client failed: {done.stderr.strip()}")


def duckdb_load(parquet: Path, file: Path) -> float:
    """Seconds that DuckDB needs for the same rows from Parquet into the same tables with keys."""
    file.unlink(missing_ok=True)
    with duckdb.connect(str(file)) as connection:
        connection.execute(ddl.create_database(Engine.DUCKDB, DATABASE))
        for table in TABLES:
            connection.execute(ddl.create_table(Engine.DUCKDB, table, DATABASE))
            for statement in ddl.create_indexes(Engine.DUCKDB, table, DATABASE):
                connection.execute(statement)
        began = time.monotonic()
        connection.begin()
        for table in TABLES:
            target = ddl.quoted(Engine.DUCKDB, DATABASE, table.name)
            source = f"{parquet}/{table.name}/*.parquet"
            connection.execute(f"insert into {target} select * from read_parquet('{source}')")
        connection.commit()
        seconds = time.monotonic() - began
    file.unlink()
    return seconds
