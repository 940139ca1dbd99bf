from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from hospital.config import GenerateConfig

from .generated import Tables, connection_of, tables_of


@pytest.fixture(scope="session")
def small() -> Tables:
    return tables_of(GenerateConfig(patients=300, block_size=500))


@pytest.fixture(scope="session")
def large() -> Tables:
    return tables_of(GenerateConfig(seed=7, patients=5_000))


@pytest.fixture(scope="session")
def hospital(large: Tables) -> Iterator[duckdb.DuckDBPyConnection]:
    """The large simulation in memory."""
    connection = connection_of(large)
    yield connection
    connection.close()
