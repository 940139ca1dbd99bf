"""Changes in a source: a share of its encounters, as a hospital's own programs would make them.

On the servers alone: DuckDB lets no row be changed to which a foreign key leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

from hospital.config import Engine, oltp_database, server_settings
from hospital.schema import ddl
from hospital.servers.connection import connect

_PRIME = 99_991  # the encounters are dealt into so many groups
_STRIDE = 7_919  # neighbouring groups lie far apart
# Three days of a simulated hospital touch 1.2 % of two years' encounters, 77 % of which are at most
# 30 days old and 98 % at most 90: a load comes to what happened since the last, and to two months,
# which are 8 %, before it.
_STILL_CHANGING = 0.08
_BILLED = "encounter_id in (select encounter_id from {billing})"


def change_encounters(
    engine: Engine,
    environment: Mapping[str, str],
    share: float,
    number: int,
    of_all_ages: bool = False,
) -> int:
    """Changes the share of all encounters on the day after the source's last.

    They are as young as those that a hospital changes, or of whatever age. Of the chosen, a third
    are moved to another department, a third have all their claims decided anew, a third get
    another principal diagnosis; who has no claim is moved. `updated_at` and `received_at` say noon
    of the new day, which becomes the source's as-of date. `number` deals the encounters anew.
    Returns how many were changed; nothing happens for a share of 0.
    """
    if not share:
        return 0
    names = ("data_loads", "encounters", "encounter_diagnoses", "billing")
    tables = {name: ddl.quoted(engine, oltp_database(environment), name) for name in names}
    within = 1.0 if of_all_ages else min(1.0, _STILL_CHANGING + share)
    with statements(engine, environment) as run:
        ((last_day,),) = run(f"select max(as_of_date) from {tables['data_loads']}")
        new_day = last_day + timedelta(days=1)
        tables["chosen"] = ddl.quoted(engine, oltp_database(environment), "changes_chosen")
        chosen = _chosen(run, tables["encounters"], share, within, number)
        run(f"create temporary table {tables['chosen']} {chosen}")
        for statement in _updates(run, tables, number, f"{new_day} 12:00:00"):
            run(statement)
        run(f"update {tables['data_loads']} set as_of_date = '{new_day}'")
        touched = " union ".join(
            f"select encounter_id from {tables[name]} where received_at = '{new_day} 12:00:00'"
            for name in names[1:]
        )
        ((count,),) = run(f"select count(*) from ({touched}) as touched")
    return int(count)


def encounter_count(engine: Engine, environment: Mapping[str, str]) -> int:
    """How many encounters the source has."""
    table = ddl.quoted(engine, oltp_database(environment), "encounters")
    with statements(engine, environment) as run:
        return int(run(f"select count(*) from {table}")[0][0])


def version(engine: Engine, environment: Mapping[str, str]) -> str:
    """What the engine says of its version."""
    with statements(engine, environment) as run:
        return str(run("select version()")[0][0])


def _chosen(run: Any, encounters: str, share: float, within: float, number: int) -> str:
    """A query for the share of all encounters, dealt out of so large a part of the youngest."""
    ((count,),) = run(f"select count(*) from {encounters}")
    oldest = min(count - 1, round(within * count))
    ((began,),) = run(
        f"select encounter_date from {encounters} order by encounter_date desc limit {oldest}, 1"
    )
    group = f"((encounter_id % {_PRIME}) * {_STRIDE} + {number * _PRIME // 7}) % {_PRIME}"
    return (
        f"select encounter_id from {encounters} where encounter_date >= '{began}' "
        f"and {group} < {round(share / within * _PRIME)}"
    )


def _updates(run: Any, tables: Mapping[str, str], number: int, moment: str) -> Iterator[str]:
    chosen = f"encounter_id in (select encounter_id from {tables['chosen']})"
    now = f"updated_at = '{moment}', received_at = '{moment}'"
    billed = _BILLED.format(**tables)
    departments = _two_most_used(run, tables["encounters"], "department_id")
    diagnoses = _two_most_used(run, tables["encounter_diagnoses"], "diagnosis_id")
    yield (
        f"update {tables['encounters']} set {_other('department_id', departments)}, {now} "
        f"where {chosen} and (encounter_id % 3 = 0 or (encounter_id % 3 = 1 and not {billed}))"
    )
    yield (
        f"update {tables['billing']} set claim_status = 'Paid', "
        f"allowed_amount = round(claim_amount * 0.{5 + number % 5}, 2), "
        f"paid_amount = round(claim_amount * 0.4, 2), {now} "
        f"where {chosen} and encounter_id % 3 = 1"
    )
    yield (
        f"update {tables['encounter_diagnoses']} set {_other('diagnosis_id', diagnoses)}, {now} "
        f"where {chosen} and encounter_id % 3 = 2 and diagnosis_sequence = 1"
    )


def _two_most_used(run: Any, table: str, column: str) -> Sequence[Any]:
    rows = run(
        f"select {column} from {table} where {column} is not null "
        f"group by {column} order by count(*) desc, {column} limit 2"
    )
    return [row[0] for row in rows]


def _other(column: str, values: Sequence[Any]) -> str:
    """The first of the values, and the last where the first was there before."""
    return f"{column} = case when {column} = {values[0]} then {values[-1]} else {values[0]} end"


@contextmanager
def statements(engine: Engine, environment: Mapping[str, str]) -> Iterator[Any]:
    """What runs a statement and gives its rows, none if it has no result; all in a transaction."""
    with closing(connect(server_settings(engine, environment))) as server:
        cursor = server.cursor(buffered=True)

        def run(statement: str) -> list[Any]:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

        server.start_transaction()
        yield run
        server.commit()
