"""What dbt's suite does not ask: replacement without a gap, long names, cancelling."""

import threading
from collections.abc import Iterator

import pytest
from dbt.tests.util import run_dbt
from tables import rows, tables

NUMBERS = "select 1 as id union all select 2 union all select 3"
# Two rows where one is wanted: an error while the query runs, not while it is read.
TOO_MANY = "select (select 1 union all select 2) as id"
MODELS = {
    "a_table.sql": "{{ config(materialized='table') }}" + NUMBERS,
    "a_view.sql": "{{ config(materialized='view') }} select id from {{ ref('a_table') }}",
    "an_incremental.sql": "{{ config(materialized='incremental', unique_key='id') }}" + NUMBERS,
}


class Reader(threading.Thread):
    """Reads relations over and over, and remembers errors and short answers."""

    def __init__(self, server, schema: str, names: list[str]) -> None:
        super().__init__(daemon=True)
        self.connection = server.connect()
        self.queries = [f"select count(*) from `{schema}`.`{name}`" for name in names]
        self.enough = threading.Event()
        self.reads = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        cursor = self.connection.cursor()
        while not self.enough.is_set():
            for query in self.queries:
                try:
                    cursor.execute(query)
                    (count,) = cursor.fetchone()
                    if count != 3:
                        self.wrong.append(f"{query}: {count} rows")
                except Exception as error:
                    self.wrong.append(f"{query}: {error}")
                self.reads += 1

    def __enter__(self) -> "Reader":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.enough.set()
        self.join(timeout=30)
        self.connection.close()


class TestReadersSeeNoGap:
    """A reader in a loop sees every row through ten rebuilds, of each materialization."""

    @pytest.fixture(scope="class")
    def models(self):
        return MODELS

    @pytest.fixture(scope="class")
    def seeds(self):
        return {"a_seed.csv": "id\n1\n2\n3\n"}

    @pytest.mark.parametrize(
        "flags",
        [
            pytest.param([], id="rebuild", marks=pytest.mark.ci),
            pytest.param(["--full-refresh"], id="full refresh"),
        ],
    )
    def test_ten_rebuilds(self, project, server, flags):
        run_dbt(["build"])
        names = ["a_table", "a_view", "an_incremental", "a_seed"]
        with Reader(server, project.test_schema, names) as reader:
            for _ in range(10):
                run_dbt(["build", *flags])
        assert reader.wrong == []
        assert reader.reads > 100
        assert tables(project) == set(names)


@pytest.mark.ci
class TestFailureLeavesTheOldRows:
    """A build that fails leaves the old rows; the next one mends what it left."""

    @pytest.fixture(scope="class")
    def models(self):
        broken = "{% if var('broken', false) %}" + TOO_MANY + "{% else %}" + NUMBERS + "{% endif %}"
        return {
            "a_table.sql": "{{ config(materialized='table') }}" + broken,
            "an_incremental.sql": "{{ config(materialized='incremental') }}" + broken,
        }

    def test_old_rows_stay_and_the_next_run_mends(self, project):
        run_dbt(["run", "--full-refresh"])
        for flags in ([], ["--full-refresh"]):
            results = run_dbt(["run", "--vars", "broken: true", *flags], expect_pass=False)
            assert {result.status for result in results} == {"error"}
            assert "1242" in results[0].message
            assert rows(project, "a_table") == [(1,), (2,), (3,)]
            assert rows(project, "an_incremental") == [(1,), (2,), (3,)]
        run_dbt(["run", "--full-refresh"])
        assert tables(project) == {"a_table", "an_incremental"}


class TestLongNames:
    """A name of all 64 characters fits, through every materialization."""

    NAME = "a_model_whose_name_takes_up_all_of_the_64_characters_MySQL_gives"

    @pytest.fixture(scope="class")
    def models(self) -> dict[str, str]:
        sql = "{{ config(materialized=var('as'), unique_key='id') }}" + NUMBERS
        return {f"{self.NAME}.sql": sql}

    def test_every_materialization_fits(self, project):
        assert len(self.NAME) == 64
        for kind in ("table", "table", "view", "incremental", "incremental", "table"):
            run_dbt(["run", "--vars", f"as: {kind}"])
            assert rows(project, self.NAME) == [(1,), (2,), (3,)]
        assert tables(project) == {self.NAME}


class TestCancel:
    """Cancelling a run stops the query on the server."""

    @pytest.fixture
    def asleep(self, project) -> Iterator[threading.Thread]:
        adapter, errors = project.adapter, []

        def sleep() -> None:
            try:
                with adapter.connection_named("sleeper"):
                    adapter.execute("select sleep(60) as slept /* to be cancelled */", fetch=True)
            except Exception as error:
                errors.append(error)

        thread = threading.Thread(target=sleep, daemon=True)
        thread.start()
        yield thread
        thread.join(timeout=60)

    def sleeping(self, server) -> int:
        ((count,),) = server.run(
            "select count(*) from information_schema.processlist"
            " where info like '%to be cancelled%' and info not like '%processlist%'"
        )
        return count

    def test_the_server_stops(self, project, server, asleep):
        waiting = threading.Event()
        for _ in range(100):
            if self.sleeping(server):
                break
            waiting.wait(0.1)
        assert self.sleeping(server) == 1
        with project.adapter.connection_named("master"):
            assert "sleeper" in list(project.adapter.cancel_open_connections())
        asleep.join(timeout=10)
        assert not asleep.is_alive()
        assert self.sleeping(server) == 0
