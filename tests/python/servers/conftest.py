"""A private server of each engine, started once, in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hospital.config import SERVER_ENGINES, Engine, project_folder
from hospital.servers.sandbox import Sandbox


@pytest.fixture(scope="session", params=SERVER_ENGINES)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    engine: Engine = request.param
    # The downloaded programs are shared with `hospital server up`.
    software = project_folder() / "data" / "servers" / engine / "software"
    sandbox = Sandbox(engine, tmp_path_factory.mktemp(engine) / "a folder", software)
    sandbox.start()
    yield sandbox
    sandbox.stop()
