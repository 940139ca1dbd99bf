"""dbt.tests.adapter.column_types."""

import pytest
from dbt.tests.adapter.column_types import fixtures
from dbt.tests.adapter.column_types import test_column_types as suite

MODEL = """
select
    1 as smallint_col, 2 as int_col, 3 as bigint_col, 4e0 as real_col, 5e0 as double_col,
    6.0 as numeric_col, '7' as text_col, '8' as varchar_col
"""
TYPES = {
    "smallint_col": "smallint",
    "int_col": "int",
    "bigint_col": "bigint",
    "real_col": "float",
    "double_col": "double",
    "numeric_col": "decimal(10, 2)",
    "text_col": "text",
    "varchar_col": "varchar(20)",
}
CONTRACT = """
    config: {materialized: table, contract: {enforced: true}}
    columns:
""" + "".join(f'      - {{name: {name}, data_type: "{dtype}"}}\n' for name, dtype in TYPES.items())


class TestColumnTypes(suite.BasePostgresColumnTypes):
    """CAST knows no smallint, float or varchar, so a contract makes the columns."""

    @pytest.fixture(scope="class")
    def models(self):
        return {"model.sql": MODEL, "schema.yml": fixtures.schema_yml.rstrip() + CONTRACT}
