"""Debian packages in a private folder: downloaded and unpacked, never installed.

apt is given lists, state, cache and settings of its own, so the system's package database is
neither read nor changed and no root is needed. The mirror's address comes from the machine's own
apt configuration. The unpacked programs run through the dynamic loader of the same folder, so they
may come from another release than the machine's.
"""

from __future__ import annotations

import fcntl
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hospital.errors import ServerSetupError
from hospital.processes import run_captured

_KEYRINGS = ("debian-archive-keyring.gpg", "debian-archive-keyring.pgp")
_DOWNLOAD_SECONDS = 900

# The last lines take back the machine's hooks, which would run on the system's own folders.
_APT_SETTINGS = """\
Dir::Etc::sourcelist "{folder}/mirror.sources";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
Dir::State "{folder}/state";
Dir::State::lists "{folder}/lists";
Dir::State::status "{folder}/status";
Dir::Cache "{folder}/cache";
Dir::Log "{folder}/log";
APT::Sandbox::User "root";
APT::Install-Recommends "0";
Acquire::Languages "none";
Acquire::Retries "3";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Pre-Invoke;
#clear DPkg::Post-Invoke;
"""


@dataclass(frozen=True)
class Unpacked:
    """A folder tree of unpacked packages."""

    root: Path

    def program(self, path: str) -> list[str]:
        """The words that start a program of the tree, with the tree's own libraries."""
        loaders = sorted(
            loader
            for folder in ("usr/lib", "lib")
            for loader in self.root.glob(f"{folder}/*-linux-gnu/ld-linux-*.so.*")
        )
        if not loaders:
            raise ServerSetupError(
                f"the unpacked server in {self.root} has no dynamic loader; "
                f"remove the folder and try again"
            )
        triplet = loaders[0].parent.name
        libraries = ":".join(
            str(self.root / folder / triplet)
            for folder in ("usr/lib", "lib")
            if (self.root / folder / triplet).is_dir()
        )
        return [str(loaders[0]), "--library-path", libraries, str(self.root / path)]


def require_apt() -> None:
    """Checks that this is a Debian machine with apt.

    Raises:
        ServerSetupError: it is not; says what else gives a server.
    """
    missing = [tool for tool in ("apt-get", "dpkg") if shutil.which(tool) is None]
    if missing or _release().get("ID") != "debian":
        raise ServerSetupError(
            "no Docker engine answers, and the private server needs Debian with apt: install and "
            "start Docker, or set MYSQL_HOST, MYSQL_PORT, MYSQL_USER, MYSQL_PASSWORD "
            "(MARIADB_… for MariaDB) to a server of yours"
        )


def running_release() -> str:
    """The code name of the machine's Debian release, such as `bookworm`."""
    codename = _release().get("VERSION_CODENAME")
    if not codename:
        raise ServerSetupError(
            "/etc/os-release names no VERSION_CODENAME; set MARIADB_HOST to a server of yours"
        )
    return codename


def unpacked(folder: Path, package: str, suite: str) -> Unpacked:
    """The package and all it depends on, from the suite, below `folder/root`.

    Downloads and unpacks at the first call only; a download that broke off starts anew.
    Of several processes that ask at once, one does it and the others wait.

    Raises:
        ServerSetupError: apt finds no mirror, or the download fails.
    """
    root = folder / "root"
    folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder):
        if not root.is_dir():
            work = folder / "apt"
            shutil.rmtree(work, ignore_errors=True)
            _download(work, package, suite)
            partial = folder / "root.partial"
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
            for archive in sorted((work / "cache" / "archives").glob("*.deb")):
                _run(["dpkg", "-x", str(archive), str(partial)], f"cannot unpack {archive.name}")
            partial.rename(root)
            shutil.rmtree(work)
    return Unpacked(root)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """The lock is on the folder itself, so that no file is left in it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _download(work: Path, package: str, suite: str) -> None:
    for name in ("state", "lists/partial", "cache/archives/partial", "log"):
        (work / name).mkdir(parents=True)
    (work / "status").touch()
    (work / "apt.conf").write_text(_APT_SETTINGS.format(folder=work))
    (work / "mirror.sources").write_text(
        f"Types: deb\nURIs: {_mirror()}\nSuites: {suite}\nComponents: main\n"
        f"Signed-By: {_keyring()}\n"
    )
    apt = ["apt-get", "--quiet=2", "-c", str(work / "apt.conf")]
    help_ = f"cannot download {package} from Debian's {suite}"
    _run([*apt, "update"], help_)
    _run([*apt, "install", "--yes", "--download-only", package], help_)


def _mirror() -> str:
    """The address of the machine's Debian mirror, as apt itself reads its configuration."""
    listing = _run(
        [
            "apt-get",
            "indextargets",
            "--format",
            "$(RELEASE) $(COMPONENT) $(REPO_URI)",
            "Created-By: Packages",
        ],
        "cannot read the machine's apt configuration",
    )
    codename = running_release()
    for line in listing.splitlines():
        release, component, address = line.split(" ", 2)
        if release == codename and component == "main":
            return address
    raise ServerSetupError(
        f"apt has no source for Debian {codename} main; add one under /etc/apt, or install Docker"
    )


def _keyring() -> Path:
    for name in _KEYRINGS:
        path = Path("/usr/share/keyrings") / name
        if path.exists():
            return path
    raise ServerSetupError("Debian's keys are missing: apt install debian-archive-keyring")


def _release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _run(command: list[str], failure: str) -> str:
    """The command's standard output.

    Raises:
        ServerSetupError: it fails; the message ends with the last line that it said.
    """
    environment = os.environ | {"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = run_captured(command, _DOWNLOAD_SECONDS, environment=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServerSetupError(f"{failure}: {error}") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise ServerSetupError(
            f"{failure}: {said[-1].strip() if said else f'exit status {done.returncode}'}"
        )
    return done.stdout
