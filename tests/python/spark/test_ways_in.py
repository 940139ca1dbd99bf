"""How `hospital` comes to a Spark, and what it says where there is no such way."""

from __future__ import annotations

import pytest

from hospital.config import Engine, server_settings, spark_is_a_cluster
from hospital.errors import SettingError
from hospital.spark import open_spark


def test_a_method_that_only_dbt_knows_is_refused() -> None:
    with (
        pytest.raises(SettingError, match="SPARK_METHOD is 'http', by which dbt alone can work"),
        open_spark({"SPARK_METHOD": "http"}),
    ):
        pass


def test_the_sql_server_is_the_one_of_the_environment() -> None:
    assert server_settings(Engine.SPARK, {}).address == "127.0.0.1:10000"
    named = server_settings(Engine.SPARK, {"SPARK_HOST": "lake", "SPARK_PORT": "10001"})
    assert (named.address, named.user) == ("lake:10001", "hospital")
    with pytest.raises(SettingError, match="SPARK_PORT is 'x'; set it to a number"):
        server_settings(Engine.SPARK, {"SPARK_PORT": "x"})


@pytest.mark.parametrize(
    ("master", "is_one"),
    [("local", False), ("local[2]", False), ("spark://host:7077", True), ("yarn", True)],
)
def test_a_cluster_is_whatever_is_not_this_process(master: str, is_one: bool) -> None:
    assert spark_is_a_cluster({"SPARK_MASTER": master}) is is_one
    assert not spark_is_a_cluster({})
