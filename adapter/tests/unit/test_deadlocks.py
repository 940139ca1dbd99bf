"""Which statements are sent again after a deadlock, and by what the driver's error is known."""

import mysql.connector
import pytest
from dbt.adapters.mysql.connections import DDL, DEADLOCK

COMMENT = '/* {"app": "dbt", "node_id": "model.p.delete_me"} */\n'


@pytest.mark.parametrize("prefix", ["", "\n  ", COMMENT, COMMENT + "\n/* two */ "])
@pytest.mark.parametrize("verb", ["rename table", "create or replace view", "DROP table", "alter"])
def test_ddl_is_whole_or_nothing_so_it_may_be_repeated(prefix, verb):
    assert DDL.match(f"{prefix}{verb} a")


@pytest.mark.parametrize(
    "statement",
    ["delete from a", "insert into a select 1", "update a set b = 1", "select 'drop'", "commit"],
)
def test_what_a_deadlock_undoes_with_its_transaction_may_not(statement):
    assert not DDL.match(COMMENT + statement)


def test_a_deadlock_is_known_by_its_class():
    error = mysql.connector.errors.get_mysql_exception(1213, msg="Deadlock", sqlstate="40001")
    assert isinstance(error, DEADLOCK)
    other = mysql.connector.errors.get_mysql_exception(1146, msg="No table", sqlstate="42S02")
    assert not isinstance(other, DEADLOCK)
