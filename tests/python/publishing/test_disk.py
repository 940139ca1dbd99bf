"""The small disk that fault trials fill."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from hospital.chaos.disk import small_disk


def test_a_small_disk_goes_even_while_a_file_on_it_is_open(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    with ExitStack() as stack:
        with small_disk(folder, 8) as disk:
            assert (disk is not None) == folder.is_mount()  # only root can mount one
            stack.enter_context((folder / "log").open("w"))
        assert not folder.is_mount()
    assert not folder.with_name("disk.image").exists()
