"""What dbt's suite does not ask of tables: keys, indexes, comments, casts, percent signs."""

import pytest
from dbt.tests.util import run_dbt
from tables import rows, tables


class TestIndexes:
    """The indexes a model configures exist after each build."""

    @pytest.fixture(scope="class")
    def models(self):
        config = """{{ config(materialized=var('as', 'table'), indexes=[
            {'columns': ['id'], 'unique': true},
            {'columns': ['kind', 'id'], 'name': 'by_kind'},
            {'columns': ['note(20)'], 'type': 'btree'},
            {'columns': ['note'], 'type': 'fulltext'},
        ]) }}"""
        return {
            "indexed.sql": config
            + "select 1 as id, 'a' as kind, cast('text' as char(900)) as note",
            "wrong.sql": "{{ config(materialized='table', indexes=[{'columns': ['id'],"
            " 'type': 'bitmap'}]) }} select 1 as id",
        }

    @pytest.mark.parametrize("kind", ["table", "incremental"])
    def test_indexes_exist_after_each_build(self, project, kind):
        for _ in range(2):
            run_dbt(
                ["run", "--select", "indexed", "--vars", f"as: {kind}"]
                + (["--full-refresh"] if kind == "incremental" else [])
            )
            found = project.run_sql(
                "select index_name, non_unique, index_type, group_concat(column_name order by"
                " seq_in_index), max(sub_part) from information_schema.statistics where"
                f" table_schema = '{project.test_schema}' and table_name = 'indexed'"
                " group by index_name, non_unique, index_type order by index_name",
                fetch="all",
            )
            assert ("by_kind", 1, "BTREE", "kind,id", None) in found
            assert ("ix_id", 0, "BTREE", "id", None) in found
            assert {row[1:] for row in found} >= {
                (1, "BTREE", "note", 20),
                (1, "FULLTEXT", "note", None),
            }
            assert len(found) == 4

    def test_an_unknown_type_is_refused(self, project):
        (result,) = run_dbt(["run", "--select", "wrong"], expect_pass=False)
        assert "bitmap" in result.message
        assert "wrong" not in tables(project)


@pytest.mark.ci
class TestClusterBy:
    """A table is filled in the order of `cluster_by`, one column or several."""

    @pytest.fixture(scope="class")
    def models(self):
        shuffled = """
            select 2 as id, 'b' as kind
            union all select 3 as id, 'a' as kind
            union all select 1 as id, 'b' as kind -- the last word"""
        contract = """
models:
  - name: contracted
    config: {contract: {enforced: true}}
    columns: [{name: id, data_type: int}, {name: kind, data_type: varchar(1)}]
"""
        return {
            "queried.sql": "{{ config(materialized='table', cluster_by='id') }}" + shuffled,
            "contracted.sql": "{{ config(materialized='table', cluster_by=['kind', 'id']) }}"
            + shuffled,
            "schema.yml": contract,
        }

    def test_rows_lie_in_that_order(self, project):
        run_dbt(["run"])
        # Of a table without a key, InnoDB reads the rows in the order in which they came.
        for name, ids in (("queried", [1, 2, 3]), ("contracted", [3, 1, 2])):
            found = project.run_sql(f"select id from {project.test_schema}.{name}", fetch="all")
            assert [row[0] for row in found] == ids


PARENT_AND_CHILD = """
models:
  - name: parent
    config: {materialized: table, contract: {enforced: true}}
    columns:
      - name: id
        data_type: bigint
        constraints: [{type: primary_key}, {type: not_null}]
      - name: code
        data_type: varchar(10)
        constraints: [{type: unique}, {type: check, expression: "code <> ''"}]
      - {name: loaded_at, data_type: timestamp}
  - name: child
    config: {materialized: table, contract: {enforced: true}}
    constraints:
      - {type: primary_key, columns: [parent_id, line]}
      - {type: check, expression: "line > 0"}
    columns:
      - name: parent_id
        data_type: bigint
        constraints: [{type: foreign_key, to: ref('parent'), to_columns: [id]}]
      - {name: line, data_type: integer}
"""


@pytest.mark.ci
class TestConstraints:
    """Keys and checks exist and hold after each rebuild, of both tables or of one."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "parent.sql": "select 1 as id, 'a' as code, "
            "{{ dbt.cast(\"'2024-01-02 03:04:05'\", 'timestamp') }} as loaded_at",
            "child.sql": "select id as parent_id, 1 as line from {{ ref('parent') }}",
            "schema.yml": PARENT_AND_CHILD,
        }

    def check(self, project, server) -> None:
        found = project.run_sql(
            "select table_name, constraint_type, count(*) from"
            " information_schema.table_constraints where"
            f" table_schema = '{project.test_schema}' group by table_name, constraint_type",
            fetch="all",
        )
        assert set(found) == {
            ("parent", "PRIMARY KEY", 1),
            ("parent", "UNIQUE", 1),
            ("parent", "CHECK", 1),
            ("child", "PRIMARY KEY", 1),
            ("child", "FOREIGN KEY", 1),
            ("child", "CHECK", 1),
        }
        keys = project.run_sql(
            "select table_name, referenced_table_name from"
            " information_schema.referential_constraints where"
            f" constraint_schema = '{project.test_schema}'",
            fetch="all",
        )
        assert keys == [("child", "parent")]
        # And they hold, in a session that has nothing to do with dbt.
        for statement, number in (
            ("insert into {}.child (parent_id, line) values (99, 1)", "1452"),
            ("delete from {}.parent", "1451"),
            ("insert into {}.parent (id, code) values (1, 'b')", "1062"),
            ("insert into {}.parent (id, code) values (2, 'a')", "1062"),
            ("insert into {}.child (parent_id, line) values (1, 0)", "3819|4025"),
            ("insert into {}.parent (id, code) values (3, '')", "3819|4025"),
        ):
            with pytest.raises(Exception, match=number):
                server.run(statement.format(project.test_schema))

    def test_they_exist_and_hold_after_each_rebuild(self, project, server):
        run_dbt(["run"])
        self.check(project, server)
        run_dbt(["run"])
        self.check(project, server)

    @pytest.mark.parametrize("alone", ["parent", "child"])
    def test_a_rebuild_of_one_table_leaves_the_key(self, project, server, alone):
        run_dbt(["run"])
        for _ in range(2):
            run_dbt(["run", "--select", alone])
            self.check(project, server)
        assert tables(project) == {"parent", "child"}

    def test_a_timestamp_is_a_datetime(self, project):
        run_dbt(["run"])
        found = project.run_sql(
            "select data_type, datetime_precision from information_schema.columns where"
            f" table_schema = '{project.test_schema}' and column_name = 'loaded_at'",
            fetch="all",
        )
        assert found == [("datetime", 6)]


DOCS = """it's "quoted", 100% \\\\ and `so` on; -- no comment"""


class TestComments:
    """Descriptions become comments, and columns keep their types and constraints."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "documented.sql": "select 1 as id, 'a' as label",
            "schema.yml": {
                "models": [
                    {
                        "name": "documented",
                        "description": DOCS,
                        "config": {
                            "materialized": "table",
                            "contract": {"enforced": True},
                            "persist_docs": {"relation": True, "columns": True},
                        },
                        "columns": [
                            {
                                "name": "id",
                                "data_type": "bigint",
                                "description": DOCS,
                                "constraints": [{"type": "not_null"}, {"type": "primary_key"}],
                            },
                            {
                                "name": "label",
                                "data_type": "varchar(10)",
                                "description": "A label.",
                                "constraints": [
                                    {"type": "not_null"},
                                    {"type": "check", "expression": "label <> ''"},
                                ],
                            },
                        ],
                    }
                ]
            },
        }

    def test_comments_are_kept_and_change_nothing_else(self, project):
        for _ in range(2):
            run_dbt(["run"])
            where = f"table_schema = '{project.test_schema}' and table_name = 'documented'"
            (comment,) = project.run_sql(
                f"select table_comment from information_schema.tables where {where}", fetch="one"
            )
            assert comment == DOCS
            columns = project.run_sql(
                "select column_name, column_type, is_nullable, column_key, column_comment from"
                f" information_schema.columns where {where} order by ordinal_position",
                fetch="all",
            )
            assert [row[0] for row in columns] == ["id", "label"]
            assert columns[0][1].startswith("bigint")
            assert columns[0][2:] == ("NO", "PRI", DOCS)
            assert columns[1][1:] == ("varchar(10)", "NO", "", "A label.")
            checks = project.run_sql(
                "select count(*) from information_schema.table_constraints where"
                f" {where} and constraint_type = 'CHECK'",
                fetch="one",
            )
            assert checks == (1,)


@pytest.mark.ci
class TestCasts:
    """`dbt.cast` gives the values and the types it is asked for."""

    CASES = (
        ("'12'", "bigint", "bigint", 12),
        ("'12'", "integer", "bigint", 12),
        ("12", "varchar(50)", "varchar(50)", "12"),
        ("'1.005'", "decimal(12,2)", "decimal(12,2)", "1.01"),
        ("'2024-02-29'", "date", "date", "2024-02-29"),
        ("'2024-02-29 01:02:03.000004'", "timestamp", "datetime(6)", "2024-02-29 01:02:03.000004"),
        ("'0.5'", "double", "double", 0.5),
        ("null", "bigint", "bigint", None),
    )

    @pytest.fixture(scope="class")
    def models(self):
        columns = ", ".join(
            f'{{{{ dbt.cast("{value}", "{dtype}") }}}} as c{number}'
            for number, (value, dtype, *_) in enumerate(self.CASES)
        )
        return {"casts.sql": f"{{{{ config(materialized='table') }}}} select {columns}"}

    def test_values_and_types(self, project):
        run_dbt(["run"])
        (row,) = rows(project, "casts")
        types = project.run_sql(
            "select column_type from information_schema.columns where table_schema ="
            f" '{project.test_schema}' and table_name = 'casts' order by ordinal_position",
            fetch="all",
        )
        for value, (dtype,), (_, asked, made, expected) in zip(row, types, self.CASES, strict=True):
            assert (str(value) if isinstance(expected, str) else value) == expected, asked
            # MariaDB makes an integer of a literal no wider than the literal, and shows the width.
            found = "bigint" if dtype in ("int(2)", "bigint(20)") else dtype
            assert found == made, asked


class TestPercentSigns:
    """`%` survives in seeds, models and tests."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "percent.sql": "select id, rate, date_format('2024-05-06', '%Y-%m') as month"
            " from {{ ref('rates') }} where rate like '%!%' escape '!' or rate = '%s'",
            "schema.yml": {
                "models": [
                    {
                        "name": "percent",
                        "columns": [
                            {
                                "name": "month",
                                "data_tests": [
                                    {"accepted_values": {"arguments": {"values": ["2024-05"]}}}
                                ],
                            }
                        ],
                    }
                ]
            },
        }

    @pytest.fixture(scope="class")
    def seeds(self):
        return {"rates.csv": "id,rate\n1,5%\n2,%s\n3,%(name)s\n4,none\n"}

    def test_percent_signs_survive(self, project):
        run_dbt(["build"])
        assert rows(project, "rates") == [(1, "5%"), (2, "%s"), (3, "%(name)s"), (4, "none")]
        assert rows(project, "percent") == [(1, "5%", "2024-05"), (2, "%s", "2024-05")]
