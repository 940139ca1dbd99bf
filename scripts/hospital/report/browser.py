"""A Chromium for the page's tests and pictures: the machine's own, or Debian's in a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from hospital.config import project_folder
from hospital.errors import ServerSetupError
from hospital.servers.packages import running_release, unpacked

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: containers forbid it, and only the project's own pages are opened.
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Program:
    """The program and what its environment must have besides the caller's."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)


def chromium() -> Program:
    """The Chromium to use: CHROMIUM, else one on the path, else Debian's, unpacked once.

    Debian's packages go to data/chromium; nothing is installed, and no root is needed.

    Raises:
        ServerSetupError: there is none, and this is no Debian machine or the download fails.
    """
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else _NAMES:
        found = shutil.which(name)
        if found:
            return Program(Path(found))
    if named:
        raise ServerSetupError(f"CHROMIUM is '{named}', which is no program; unset or mend it")
    folder = project_folder() / "data" / "chromium"
    try:
        root = unpacked(folder, "chromium", running_release()).root
    except ServerSetupError as error:
        raise ServerSetupError(
            f"no Chromium to open the pages with: install one, or set CHROMIUM to it ({error})"
        ) from error
    # Some lie deeper (pulseaudio/), where only an installed package's own search path leads.
    libraries = sorted({str(file.parent) for file in root.glob("**/*-linux-gnu/**/*.so*")})
    return Program(
        root / "usr" / "lib" / "chromium" / "chromium",
        {"LD_LIBRARY_PATH": ":".join(libraries), "FONTCONFIG_SYSROOT": str(root)},
    )


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium with a profile of its own, closed at the end.

    Raises:
        ServerSetupError: there is no Chromium; see `chromium`.
    """
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program.path,
            args=list(_FLAGS),
            env={**os.environ, **program.environment},
        )
        try:
            yield browser
        finally:
            browser.close()
