"""A reader who looks at every mart again and again, and takes note of what no reader may see."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType

from hospital.errors import ConnectionFailedError, HospitalError
from hospital.publishing.warehouse import CONTENTS
from hospital.verification.checksums import digest
from hospital.verification.connections import Reader
from hospital.verification.dbt_project import Mart

_PAUSE_SECONDS = 0.05
_KEPT_PROBLEMS = 5


class Watcher:
    """Reads in a thread of its own, from `__enter__` to `__exit__`.

    One statement counts the rows of every mart and compares them with what the publication says;
    then all marts are read row by row, which is one version if the publication's number is the same
    before and after.
    """

    def __init__(
        self,
        opened: Callable[[], AbstractContextManager[Reader]],
        schema: str,
        marts: Sequence[Mart],
    ) -> None:
        """`opened` makes a connection; it is made anew when the server has gone."""
        self._opened = opened
        self._schema = schema
        self._marts = marts
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.looks = 0  # at all marts in one statement
        self.readings = 0  # of all rows, within one version
        self.outages = 0  # the server or the file could not be reached
        self.problems: list[str] = []
        # per publication and mart, the checksums that were read
        self.seen: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def __enter__(self) -> Watcher:
        """Begin to read."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, after the reading that is under way."""
        self._stop.set()
        self._thread.join()

    def verdict(self, expected: Mapping[int, Mapping[str, str]]) -> list[str]:
        """What was wrong: the problems, and versions that were seen with other rows than expected.

        `expected` has the checksums of the marts per publication, as far as they are known.
        """
        found = list(self.problems)
        for number, marts in sorted(self.seen.items()):
            for name, checksums in marts.items():
                right = expected.get(number, {}).get(name)
                if len(checksums) > 1 or (right is not None and checksums != {right}):
                    found.append(f"publication {number} was seen with other rows in {name}")
        return found

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                with self._opened() as reader:
                    while not self._stop.wait(_PAUSE_SECONDS):
                        self._look(reader)
                        self._read(reader)
            except ConnectionFailedError:
                self.outages += 1
            except HospitalError as error:
                self._note(str(error))
            except Exception as error:  # a thread that dies would look like one that saw nothing
                self._note(f"{type(error).__name__}: {error}")
            self._stop.wait(_PAUSE_SECONDS)

    def _look(self, reader: Reader) -> None:
        counts = " ".join(
            f"when '{mart.name}' then "
            f"(select count(*) from {reader.table(self._schema, mart.name)})"
            for mart in self._marts
        )
        rows = reader.rows(
            f"select table_name, publication_number, row_count, "
            f"case table_name {counts} end as found_count "
            f"from {reader.table(self._schema, CONTENTS)}"
        )
        self.looks += 1
        numbers = {number for _, number, _, _ in rows}
        if len(numbers) != 1:
            self._note(f"publications {sorted(numbers)} at once")
        names = {name for name, _, _, _ in rows}
        for mart in self._marts:
            if mart.name not in names:
                self._note(f"publication {numbers} has no {mart.name}")
        for name, number, promised, found in rows:
            if found is not None and found != promised:
                self._note(f"publication {number}: {name} has {found} rows, not {promised}")

    def _read(self, reader: Reader) -> None:
        before = self._number(reader)
        found: dict[str, str] = {}
        for mart in self._marts:
            names, rows = reader.query(f"select * from {reader.table(self._schema, mart.name)}")
            found[mart.name] = digest(names, rows, mart.types, mart.key).checksum
            if self._number(reader) != before:
                return
        self.readings += 1
        for name, checksum in found.items():
            self.seen[before][name].add(checksum)

    def _number(self, reader: Reader) -> int:
        table = reader.table(self._schema, CONTENTS)
        return int(reader.rows(f"select max(publication_number) from {table}")[0][0])

    def _note(self, problem: str) -> None:
        if len(self.problems) < _KEPT_PROBLEMS:
            self.problems.append(f"a reader saw: {problem}")
