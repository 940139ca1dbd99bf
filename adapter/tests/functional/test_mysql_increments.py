"""What an increment leaves undone: comments that are right, statistics that hold, empty ones."""

import re

import pytest
from dbt.tests.util import run_dbt, run_dbt_and_capture
from tables import rows

NUMBERS = " union all ".join(f"select {number}" for number in range(100))
MODEL = f"""
{{{{ config(materialized='incremental', unique_key='id') }}}}
with numbers (id) as ({NUMBERS})
select id, '{{{{ var("label") }}}}' as label from numbers
{{% if is_incremental() %}}where id < {{{{ var("changed") }}}}{{% endif %}}
"""
WORK_TABLE = [("create", "__dbt_tmp"), ("analyze", "__dbt_tmp")]


@pytest.mark.ci
class TestIncrements:
    """An increment leaves alone what is right: comments, statistics, and all if it is empty."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "growing.sql": MODEL,
            "schema.yml": "models: [{name: growing, description: '{{ var(\"text\") }}', "
            "config: {persist_docs: {relation: true, columns: true}}, "
            "columns: [{name: label, description: '{{ var(\"text\") }}'}]}]",
        }

    @pytest.fixture(scope="class")
    def macros(self):
        return {
            "empty.sql": "{% macro increment_is_empty() %}"
            "{{ return(var('changed') == 0) }}{% endmacro %}"
        }

    @staticmethod
    def run(label, changed, text="It's a label.", *options):
        variables = {"label": label, "changed": changed, "text": text}
        result, output = run_dbt_and_capture(["--debug", "run", "--vars", str(variables), *options])
        assert len(result) == 1
        return re.findall(r"(?<!show )\b(create|alter|analyze) table `\w+`\.`growing(\w*)`", output)

    def test_what_is_right_is_left_alone(self, project):
        self.run("old", 0, "It's a label.", "--full-refresh")
        assert self.run("new", 5) == WORK_TABLE
        assert self.run("mid", 20) == [*WORK_TABLE, ("analyze", "")]
        assert self.run("nil", 0) == []
        labels = [label for _, label in rows(project, "growing")]
        assert labels == ["mid"] * 20 + ["old"] * 80
        assert self.run("end", 5, "Another text.") == [*WORK_TABLE, ("alter", "")]
        comments = project.run_sql(
            "select t.table_comment, c.column_comment from information_schema.tables as t"
            " join information_schema.columns as c on c.table_name = t.table_name"
            f" where t.table_schema = '{project.test_schema}' and c.table_schema = t.table_schema"
            " and t.table_name = 'growing' and c.column_name = 'label'",
            fetch="one",
        )
        assert comments == ("Another text.", "Another text.")
        assert run_dbt(["run", "--vars", "{label: x, changed: 0, text: A third.}"])
