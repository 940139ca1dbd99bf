"""Blocks of patients simulated by the tasks of a Spark cluster, a task for each.

The machines of the cluster need this package in the Python that runs their tasks (PYSPARK_PYTHON),
and the lake at the same address. A task that is lost with its machine is run again elsewhere, and
writes the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import Any

from hospital.config import GenerateConfig
from hospital.errors import GenerationError
from hospital.simulation import block_count
from hospital.spark.failures import one_line
from hospital.spark.session import open_session


def run_blocks_as_tasks(
    environment: Mapping[str, str],
    config: GenerateConfig,
    make: Callable[[GenerateConfig, int], Any],
) -> Generator[Any, None, None]:
    """As `generation.run_blocks`, by the tasks of the Spark that the environment names.

    What `make` gives has to be small: the parts of all blocks come back together.

    Raises:
        SparkSetupError: PySpark or its Java is missing.
        GenerationError: a task failed again and again.
    """
    with open_session(environment) as connection:
        blocks = block_count(config)
        numbers = connection.session.sparkContext.parallelize(range(blocks), blocks)
        try:
            parts = numbers.map(partial(make, config)).collect()
        except Exception as error:  # py4j's, Java's and PySpark's own have no base of their own
            raise GenerationError(f"Spark's tasks failed: {one_line(error)}") from error
    yield from parts
