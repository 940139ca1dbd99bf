"""The trials: what is done to a scene, and whether the next run mends it."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from random import Random

from hospital.chaos.disk import Disk
from hospital.chaos.scene import Act, Scene
from hospital.config import server_settings
from hospital.errors import HospitalError
from hospital.servers.connection import connect

_DRAWS = 5
_ENDED_SECONDS = 900
_FREE_BYTES = 1 << 20
# what the project, its publish on DuckDB, and dbt on DuckDB say to a second run
_REFUSAL = re.compile(r"is under way|is open in process|Could not set lock")


@dataclass(frozen=True)
class Outcome:
    """What one trial did and what came of it."""

    what: str
    moment: str
    result: str
    is_right: bool
    is_kill: bool = False


class Trials:
    """The trials on one scene, against one that nobody disturbs."""

    def __init__(self, scene: Scene, undisturbed: Scene, random: Random) -> None:
        """Take both scenes, on the same day."""
        self.scene = scene
        self._undisturbed = undisturbed
        self._random = random
        # per publication number, the checksums that a reader of it must find
        self.expected: dict[int, Mapping[str, str]] = {}

    def begin(self) -> None:
        """The first publish, and a day more, both undisturbed: so it is known how long they take.

        Raises:
            HospitalError: one of them fails, or the two scenes differ already.
        """
        for is_first in (True, False):
            if not is_first:
                self.next_day(is_known=True)
            self.scene.must_run(Act.PUBLISH)
            difference = self.difference(Act.PUBLISH)
            if difference:
                raise HospitalError(f"the scenes differ before the first trial: {difference}")
        self.scene.seconds[Act.BUILD] = self.scene.seconds[Act.PUBLISH] / 2

    def kill(self, act: Act, *, server: bool = False) -> Outcome:
        """Kills a program, or the server below it, at a random moment, and runs it again."""
        what = f"kill -9 of {'the server' if server else act}"
        if server:
            what += f" under {act}"
        span = self.scene.seconds[act]
        for _ in range(_DRAWS):
            self.next_day(is_known=act is not Act.ADVANCE)
            moment = self._random.uniform(0.02, 1.0) * span
            process = self.scene.begin(act)
            try:
                process.wait(moment)
            except subprocess.TimeoutExpired:
                if server:
                    self.scene.kill_server()
                else:
                    process.kill()
                status = process.wait(_ENDED_SECONDS)
                if not server and status != -signal.SIGKILL:
                    continue  # it had just ended
                if server and status and act is not Act.BUILD and (said := self._unclear(status)):
                    return Outcome(what, f"after {moment:.1f} s", said, False, True)
                return self._mended(what, f"after {moment:.1f} s", act, is_kill=True)
            # It was faster than the last time. What it did is right, and the next day comes.
            span *= 0.7
        return Outcome(what, f"within {span:.1f} s", "it always ended before", is_right=False)

    def lose_connections(self) -> Outcome:
        """Ends every connection of a publish on the side of the server, and publishes again."""
        what = "dropped connections of hospital publish"
        self.next_day(is_known=True)
        moment = self._random.uniform(0.2, 0.7) * self.scene.seconds[Act.PUBLISH]
        process = self.scene.begin(Act.PUBLISH)
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        dropped = self._drop_connections()
        status = process.wait(_ENDED_SECONDS)
        failed = self._unclear(status) if status else None
        if dropped == 0 or failed:
            result = failed or "there was no connection to drop"
            return Outcome(what, f"after {moment:.1f} s", result, is_right=False)
        return self._mended(f"{what} ({dropped})", f"after {moment:.1f} s", Act.PUBLISH)

    def run_twice(self, act: Act) -> Outcome:
        """Starts two publishes, or two dbt builds, at once."""
        what = f"two {act} at once"
        self.next_day(is_known=True)
        logs = ("output.txt", "second.txt")
        both = [self.scene.begin(act, log) for log in logs]
        statuses = [process.wait(_ENDED_SECONDS) for process in both]
        refusals = [
            self.scene.said(log) for log, status in zip(logs, statuses, strict=True) if status
        ]
        clear = [line for lines in refusals for line in lines if _REFUSAL.search(line)]
        # dbt says more than that line, a publish does not
        others = [lines for lines in refusals if act is Act.PUBLISH and len(lines) != 1]
        if 0 not in statuses or len(clear) != len(refusals) or others:
            said = " / ".join(lines[-1] for lines in refusals if lines)
            return Outcome(what, "", f"exit {statuses}: {said}", is_right=False)
        difference = self.difference(act)
        how = "the second stopped with one line" if refusals else "the second waited"
        return Outcome(what, "", difference or f"{how}; equal", difference is None)

    def fill_disk(self, disk: Disk | None) -> Outcome:
        """Publishes on a full disk, which must fail and change nothing, and again with space."""
        what = "full disk under hospital publish"
        if disk is None:
            return Outcome(what, "", "left out: only root can mount a small disk", is_right=True)
        before = self.scene.checksums(self.scene.schemas.live)
        self.next_day(is_known=True)
        disk.fill(_FREE_BYTES)
        status = self.scene.run(Act.PUBLISH)
        said = (self.scene.said() or ["it said nothing"])[-1]
        disk.empty()
        self.scene.restart()  # a server may give up when its disk is full
        moment = f"{_FREE_BYTES >> 20} MB free"
        if status == 0:
            return Outcome(what, moment, "it succeeded all the same", is_right=False)
        if unclear := self._unclear(status):
            return Outcome(what, moment, unclear, is_right=False)
        if self.scene.checksums(self.scene.schemas.live) != before:
            return Outcome(what, moment, "readers see something else", is_right=False)
        mended = self._mended(what, moment, Act.PUBLISH)
        return Outcome(what, moment, f"{mended.result} ({said[:90]})", mended.is_right)

    def next_day(self, *, is_known: bool) -> None:
        """Both hospitals live on for a day; where not `is_known`, the scene's is yet to do so."""
        for scene in (self.scene, self._undisturbed):
            scene.next_day()
            if is_known or scene is self._undisturbed:
                scene.must_run(Act.ADVANCE)

    def _mended(self, what: str, moment: str, act: Act, *, is_kill: bool = False) -> Outcome:
        """Runs the program again, after whatever happened, and compares."""
        self.scene.restart()
        began = time.monotonic()
        status = self.scene.run(act)
        if status:
            said = (self.scene.said() or ["it said nothing"])[-1]
            return Outcome(what, moment, f"the next run failed: {said}", is_right=False)
        difference = self.difference(act)
        result = difference or f"equal after {time.monotonic() - began:.0f} s"
        return Outcome(what, moment, result, difference is None, is_kill)

    def difference(self, act: Act) -> str | None:
        """In which tables the scene differs from the undisturbed one."""
        if act is Act.ADVANCE:
            pair = [scene.source_checksums() for scene in (self.scene, self._undisturbed)]
        else:
            self._undisturbed.must_run(Act.BUILD)
            schemas = self.scene.schemas
            found = self.scene.checksums(schemas.live if act is Act.PUBLISH else schemas.build)
            pair = [found, self._undisturbed.checksums(self._undisturbed.schemas.build)]
        if act is Act.PUBLISH:
            number = self.scene.publication().number
            if number is None:
                return "no publication is live"
            self.expected[number] = pair[1]
        names = sorted(
            name for name in {*pair[0], *pair[1]} if pair[0].get(name) != pair[1].get(name)
        )
        return f"other rows in {', '.join(names)}" if names else None

    def _unclear(self, status: int) -> str | None:
        """What is wrong with the last words of a program that failed; None if they are clear."""
        lines = self.scene.said()
        if status != 1 or not lines or not lines[-1].startswith("error: "):
            return f"exit {status} without a clear line: {(lines or ['it said nothing'])[-1]}"
        return None

    def _drop_connections(self) -> int:
        settings = server_settings(self.scene.engine, self.scene.environment)
        with closing(connect(settings)) as connection, connection.cursor() as cursor:
            cursor.execute(
                "select id from information_schema.processlist "
                "where user = %s and id <> connection_id()",
                (settings.user,),
            )
            found = [int(row[0]) for row in cursor.fetchall()]  # type: ignore[index, arg-type]
            for number in found:
                with suppress(Exception):  # it may have gone by itself
                    cursor.execute(f"kill connection {number}")
        return len(found)
