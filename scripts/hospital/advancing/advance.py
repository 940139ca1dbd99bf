"""The way of a database from one day to a later one."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date

from hospital import __version__
from hospital.advancing.changes import Counts, changes
from hospital.advancing.key import answer_key
from hospital.advancing.revision import Loaded, Revision
from hospital.answer_key.tables import KEY_TABLES
from hospital.config import GenerateConfig
from hospital.errors import LoadError, SettingError
from hospital.generation import Made, made_on
from hospital.history import Timeline, timeline_of
from hospital.simulation import block_count
from hospital.sinks import Database
from hospital.sinks.parquet import ParquetSink


@dataclass(frozen=True)
class Advanced:
    """From which day to which, and the rows changed per table.

    The days are the same, and no row has changed, where only the key was mended.
    """

    before: date
    after: date
    counts: dict[str, Counts]


class Hospital:
    """A hospital whose blocks are made day by day, for `advance`.

    One made with a `horizon` keeps every block in memory, simulated once up to that day, so that
    many small steps in one process cost little; another one simulates anew for every step.
    """

    def __init__(self, horizon: date | None = None) -> None:
        """`horizon` is the last day that will be asked for."""
        self._horizon = horizon
        self._config: GenerateConfig | None = None
        self._timelines: dict[int, Timeline] = {}
        self._kept: dict[int, tuple[date, Made]] = {}

    def made(self, config: GenerateConfig, number: int, days: tuple[date, date]) -> list[Made]:
        """Block `number` on both days; `config` holds for the later one."""
        if self._horizon is None:
            timeline = timeline_of(config, number, days[0])
            return [made_on(config, timeline, day) for day in days]
        lasting = replace(config, as_of=self._horizon)
        if self._config != lasting:
            self._config = lasting
            self._timelines.clear()
            self._kept.clear()
        if number not in self._timelines:
            self._timelines[number] = timeline_of(lasting, number, days[0])
        timeline = self._timelines[number]
        kept_day, kept = self._kept.get(number, (None, None))
        first = kept if kept and kept_day == days[0] else made_on(config, timeline, days[0])
        second = made_on(config, timeline, days[1])
        self._kept[number] = days[1], second  # the next step's first day
        return [first, second]


def advance(sink: Database, to: date, hospital: Hospital | None = None) -> Advanced:
    """Bring the database and its answer key to the end of a later day.

    The database then is what `generate` would have made as of that day. It changes at once or,
    after a failure, not at all; a key that was left behind is mended by the next advance.

    Raises:
        HospitalError: the day is not later, the database holds no simulation, one of another
            version, or one that was changed by hand, or another program writes into it.
    """
    hospital = hospital or Hospital()
    with revision_of(sink) as revision:
        loaded = revision.loaded()
        _refuse_other_version(revision, loaded)
        key = answer_key(sink.answer_key, loaded)
        if to < loaded.as_of or (to == loaded.as_of and key.is_complete):
            raise SettingError(
                f"--to {to} is not after {loaded.as_of}, the last day in {revision.name}; "
                f"give a later day"
            )
        config = replace(key.config, as_of=to)
        key_sink = ParquetSink(sink.answer_key, config.settings, KEY_TABLES)
        with key_sink.loading(replace=True) as key_load:
            for number in range(block_count(config)):
                before, after = hospital.made(config, number, (loaded.as_of, to))
                revision.gather(changes(before.block, after.block))
                key_load.accept(key_load.writer.prepare(number, after.key))
            key_load.withdraw()  # an old key never looks as if it were that of the new data
            revision.publish()
            key_load.publish()
    return Advanced(loaded.as_of, to, {name: revision.counts[name] for name in revision.tables()})


def revision_of(sink: Database) -> AbstractContextManager[Revision]:
    """A revision of the database, in the words of its engine."""
    # Each driver is loaded only where it is used.
    from hospital.sinks.duckdb import DuckDBSink

    if isinstance(sink, DuckDBSink):
        from hospital.advancing import duckdb

        return duckdb.revision(sink)
    from hospital.sinks.mysql import ServerSink

    if isinstance(sink, ServerSink):
        from hospital.advancing import server

        return server.revision(sink)
    raise TypeError(f"{type(sink).__name__} cannot be advanced")


def _refuse_other_version(revision: Revision, loaded: Loaded) -> None:
    if loaded.version != __version__:
        raise LoadError(
            f"{revision.name} was simulated by version {loaded.version}, this is {__version__}, "
            f"whose hospital is another one; 'hospital generate --replace' makes it anew"
        )
