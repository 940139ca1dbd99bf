"""A small file system of one's own, which can be filled up; it needs root and loop devices."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BLOCK = 1 << 20


class Disk:
    """A mounted file system."""

    def __init__(self, folder: Path) -> None:
        """Take the folder where it is mounted."""
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, free_bytes: int) -> None:
        """Leaves so many bytes free, to within a megabyte."""
        with self._ballast.open("wb") as file:
            while self.free() > free_bytes + _BLOCK:
                missing = self.free() - free_bytes
                os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), missing // 2 + 1)

    def empty(self) -> None:
        """Gives the space back."""
        self._ballast.unlink(missing_ok=True)

    def free(self) -> int:
        """Bytes that a program can still write."""
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk | None]:
    """An ext4 file system in a file, mounted at `folder`; None where this user cannot mount one."""
    image = folder.with_name(f"{folder.name}.image")
    folder.mkdir(parents=True)
    try:
        with image.open("wb") as file:
            file.truncate(megabytes * _BLOCK)
        mounted = _run("mkfs.ext4", "-q", "-F", "-m", "0", str(image)) and _run(
            "mount", "-o", "loop", str(image), str(folder)
        )
        try:
            yield Disk(folder) if mounted else None
        finally:
            if mounted:
                # Also where a file is still open, such as dbt's log in this process: the rest goes
                # when it is closed.
                _run("umount", "--lazy", str(folder))
    finally:
        image.unlink(missing_ok=True)


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:  # there is no such program
        return False
