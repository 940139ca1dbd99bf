"""Locks that one run of dbt holds on the server, so that a second run can be refused."""

from contextlib import suppress
from multiprocessing.context import SpawnContext

from dbt.adapters.contracts.connection import AdapterRequiredConfig, Connection
from dbt.adapters.mysql.sessions import KeepingConnectionManager

_A_YEAR = 31_536_000  # seconds, the longest that both servers let a session be idle


class LockingConnectionManager(KeepingConnectionManager):
    """Connections, of which those that hold a lock stay open until dbt cleans up."""

    def __init__(self, config: AdapterRequiredConfig, mp_context: SpawnContext) -> None:
        """Begin without a lock."""
        super().__init__(config, mp_context)
        self._holding: list[Connection] = []

    def hold_lock(self, name: str, seconds: int) -> str | None:
        """Let this thread's connection take a lock, which it keeps until the run ends or dies.

        Args:
            name: At most 64 characters; the servers tell names apart without regard to case.
            seconds: How long to wait for whoever has it.

        Returns:
            None if it is taken, else the connection that has it, in words.
        """
        if not self._ask("select get_lock(%s, %s)", name, seconds):
            number = self._ask("select is_used_lock(%s)", name)
            if number is None:  # it has gone in between
                return self.hold_lock(name, seconds)
            owner = self._ask(
                "select concat(' of ', user, ' at ', host) from information_schema.processlist"
                " where id = %s",
                number,
            )  # nothing without the right to see it
            return f"connection {number}{owner or ''}"
        self._ask("set session wait_timeout = %s", _A_YEAR)
        self._holding.append(self.get_thread_connection())
        return None

    def _ask(self, statement: str, *values: object) -> object:
        _, cursor = self.add_query(statement, auto_begin=False, bindings=values)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None

    def release(self) -> None:
        """Let another connection follow this thread's, if it holds a lock."""
        connection = self.get_if_exists()
        if any(connection is holding for holding in self._holding):
            self.rollback_if_open()  # an open transaction would be in the way of others
            self.clear_thread_connection()
        else:
            super().release()

    def cleanup_all(self) -> None:
        """Close every connection, and with them give back the locks."""
        while self._holding:
            with suppress(Exception):  # the server may have gone
                self.close(self._holding.pop())
        super().cleanup_all()
