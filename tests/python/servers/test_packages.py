"""Where the private servers' programs come from, with an apt that only plays its part."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hospital.config import Engine
from hospital.errors import ServerSetupError
from hospital.servers import packages, programs
from hospital.servers.packages import Unpacked, running_release, unpacked

# Writes down how it was called; downloads an empty file.
APT = """#!/bin/sh
echo "$@" >> "{log}"
case "$*" in
    *indextargets*) echo "other main fake:/third-party/"; echo "{release} main fake:/mirror/";;
    *update*) cp "$(dirname "$3")/mirror.sources" "{sources}";;
    *install*) settings=$(echo "$@" | sed 's/.*-c \\([^ ]*\\).*/\\1/')
        touch "$(dirname "$settings")/cache/archives/server.deb";;
esac
"""
DPKG = '#!/bin/sh\nmkdir -p "$3/usr" && touch "$3/usr/unpacked"\n'


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that comes first on the path, with an apt-get and a dpkg that play their part."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    apt = APT.format(
        log=tmp_path / "calls", sources=tmp_path / "sources", release=running_release()
    )
    write(folder / "apt-get", apt)
    write(folder / "dpkg", DPKG)
    return folder


def write(path: Path, script: str) -> None:
    path.write_text(script)
    path.chmod(0o755)


@pytest.mark.usefixtures("tools")
def test_a_package_comes_from_the_machine_s_mirror_into_a_private_folder(tmp_path: Path) -> None:
    folder = tmp_path / "software"

    result = unpacked(folder, "server", "unstable")

    assert (result.root / "usr" / "unpacked").exists()
    assert [path.name for path in folder.iterdir()] == ["root"]
    assert (
        "URIs: fake:/mirror/\nSuites: unstable\nComponents: main\n"
        in (tmp_path / "sources").read_text()
    )
    calls = (tmp_path / "calls").read_text().splitlines()
    assert any("--download-only server" in call for call in calls)

    unpacked(folder, "server", "unstable")
    assert (tmp_path / "calls").read_text().splitlines() == calls


def test_a_download_that_broke_off_starts_anew(tools: Path, tmp_path: Path) -> None:
    folder = tmp_path / "software"
    write(tools / "dpkg", "#!/bin/sh\necho 'broken archive' >&2; exit 2\n")
    with pytest.raises(ServerSetupError, match=r"cannot unpack server\.deb: broken archive"):
        unpacked(folder, "server", "unstable")
    assert not (folder / "root").exists()

    write(tools / "dpkg", DPKG)
    assert unpacked(folder, "server", "unstable").root.is_dir()


def test_two_that_ask_at_once_unpack_once(tools: Path, tmp_path: Path) -> None:
    apt = (tools / "apt-get").read_text()
    write(tools / "apt-get", apt.replace("*install*)", "*install*) sleep 0.5;"))
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(unpacked, tmp_path / "software", "server", "x") for _ in range(2)]
        assert all(one.result().root.is_dir() for one in asked)
    calls = (tmp_path / "calls").read_text().splitlines()
    assert sum("--download-only server" in call for call in calls) == 1


def test_a_download_that_fails_says_what_apt_said(tools: Path, tmp_path: Path) -> None:
    apt = (tools / "apt-get").read_text()
    write(tools / "apt-get", apt.replace("*update*)", "*update*) echo 'E: no net' >&2; exit 100;"))
    with pytest.raises(ServerSetupError, match="cannot download server from Debian's x: E: no net"):
        unpacked(tmp_path / "software", "server", "x")


def test_a_machine_without_a_mirror_of_its_release(tools: Path, tmp_path: Path) -> None:
    write(tools / "apt-get", "#!/bin/sh\necho 'other main fake:/third-party/'\n")
    with pytest.raises(ServerSetupError, match="apt has no source for Debian"):
        unpacked(tmp_path / "software", "server", "unstable")


def test_neither_docker_nor_apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerSetupError, match=r"install and start Docker, or set MYSQL_HOST"):
        programs.software(Engine.MYSQL, tmp_path / "software")


def test_another_system_than_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_release", lambda: {"ID": "fedora"})
    with pytest.raises(ServerSetupError, match="needs Debian with apt"):
        packages.require_apt()


def test_programs_run_with_the_loader_and_libraries_of_their_folder(tmp_path: Path) -> None:
    libraries = tmp_path / "usr/lib/aarch64-linux-gnu"
    libraries.mkdir(parents=True)
    loader = libraries / "ld-linux-aarch64.so.1"
    loader.touch()
    assert Unpacked(tmp_path).program("usr/sbin/mysqld") == [
        str(loader),
        "--library-path",
        str(libraries),
        str(tmp_path / "usr/sbin/mysqld"),
    ]


def test_a_folder_without_a_loader(tmp_path: Path) -> None:
    with pytest.raises(ServerSetupError, match="no dynamic loader"):
        Unpacked(tmp_path).program("usr/sbin/mysqld")
