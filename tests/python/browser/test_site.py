"""The docs site that `make docs` writes, served as a folder: overview, search, lineage, report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from hospital.report.pictures import open_lineage


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Silent, directory=str(built / "site"))
    ) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The site's first page; at the end no fault was said, and nothing was asked of others."""
    said: list[str] = []
    requested: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: requested.append(request.url))
    opened.goto(address)
    yield opened
    opened.close()
    assert said == []
    assert [url for url in requested if not url.startswith((address, "data:"))] == []


def test_the_overview_shows_both_schemas_and_leads_to_the_report(page: Page) -> None:
    expect(page.get_by_role("heading", name="Healthcare analytics")).to_be_visible()
    for name in ("star", "OLTP"):
        picture = page.get_by_alt_text(f"Diagram of the {name} schema")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.naturalWidth") > 500
    page.get_by_role("link", name="The report").click()
    page.wait_for_selector("body[data-state=drawn]")
    expect(page.locator("#figure-encounters-by-type svg")).to_be_visible()


def test_search_finds_the_fact(page: Page) -> None:
    page.get_by_placeholder("Search for models").fill("fact_encounters")
    found = page.locator(".search-result[href$='model.healthcare_analytics.fact_encounters']")
    found.first.click()
    expect(page).to_have_url(re.compile(r"#!/model/model\.healthcare_analytics\.fact_encounters"))
    expect(page.get_by_text("One row per encounter of a patient").first).to_be_visible()


def test_the_lineage_graph_opens(page: Page) -> None:
    page.goto(f"{page.url.split('#')[0]}#!/model/model.healthcare_analytics.fact_encounters")
    open_lineage(page, "1+fact_encounters")
    # The graph is a canvas: nodes are pixels of several colours on one ground.
    colours = page.locator("#cy canvas").evaluate_all(
        """canvases => new Set(canvases.flatMap(canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            const found = [];
            for (let place = 0; place < data.length; place += 4 * 7) {
              if (data[place + 3] === 255) found.push(data.slice(place, place + 3).join());
            }
            return found;
        })).size"""
    )
    assert colours > 10
