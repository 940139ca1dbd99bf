"""Which tests share a process when several run at once.

`pytest -n 2 --dist loadgroup` deals out groups. Tests of a file share what its fixtures built, and
so do all tests of a folder whose conftest.py builds something for the session, so each of these is
a group of its own. A test that shares nothing may name a group of its own with `xdist_group`.
"""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(_group_of(item.path)))


def _group_of(file: Path) -> str:
    conftest = file.with_name("conftest.py")
    shares_a_session = conftest.exists() and 'scope="session"' in conftest.read_text()
    return str(file.parent if shares_a_session else file)
