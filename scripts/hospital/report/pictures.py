"""Pictures of the report and of the docs site for the documentation, as PNG files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from hospital.errors import NotBuiltError
from hospital.report.browser import open_browser

_DESKTOP = ViewportSize(width=1280, height=1000)
_PHONE = ViewportSize(width=390, height=1200)
_LINEAGE = ViewportSize(width=1400, height=800)
# What the fact and some answers are made of; the whole graph's names would be too small to read.
_SELECTION = (
    "2+fact_encounters 1+monthly_encounters_by_specialty 1+monthly_revenue_by_payer "
    "1+readmission_rate_by_specialty"
)
_FACT = "#!/model/model.healthcare_analytics.fact_encounters"


def take_pictures(site: Path, folder: Path) -> Sequence[Path]:
    """Pictures of the pages that `make docs` wrote to `site`, written into `folder`.

    Raises:
        NotBuiltError: a page is missing.
        ServerSetupError: there is no browser.
    """
    for name in ("index.html", "report.html"):
        if not (site / name).exists():
            raise NotBuiltError(f"{site / name} is missing; run 'make docs' first")
    folder.mkdir(parents=True, exist_ok=True)
    address = site.resolve().as_uri()
    taken = []
    with open_browser() as browser:
        for name, viewport, scheme in (
            ("report", _DESKTOP, "light"),
            ("report_dark", _DESKTOP, "dark"),
            ("report_phone", _PHONE, "light"),
        ):
            page = _page(browser, viewport, scheme)
            page.goto(f"{address}/report.html")
            page.wait_for_selector("body[data-state=drawn]")
            taken.append(_picture(page, folder / f"{name}.png"))
        page = _page(browser, _LINEAGE, "light")
        page.goto(f"{address}/index.html{_FACT}")
        open_lineage(page, _SELECTION)
        taken.append(_picture(page, folder / "lineage.png"))
    return taken


def open_lineage(page: Page, selection: str) -> None:
    """Opens the lineage graph of a selection over the whole window of the docs site."""
    page.get_by_title("View Lineage Graph").click()
    page.locator("[ng-click='showExpanded()']").click()
    page.locator("[ng-model='selectorService.selection.dirty.include']").fill(selection)
    page.locator("#submit-graph-selection").click()
    # The canvas says nothing of its layout, which moves for less than this.
    page.wait_for_timeout(1500)
    page.mouse.move(0, 0)


def _page(browser: Browser, viewport: ViewportSize, scheme: str) -> Page:
    dark = scheme == "dark"
    return browser.new_page(viewport=viewport, color_scheme="dark" if dark else "light")


def _picture(page: Page, file: Path) -> Path:
    page.screenshot(path=file)
    page.close()
    return file
