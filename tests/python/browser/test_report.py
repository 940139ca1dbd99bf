"""The report page as a reader meets it: charts, filters, keyboard, print, no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .measured import FAILED, SECONDS

DESKTOP, PHONE = (1280, 900), (360, 740)
CHARTS = 17
MARKS = "g.mark-rect path, g.mark-symbol path, g.mark-line path, g.mark-rule line"

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens an address and waits until all is drawn; at the end nothing was said or asked for."""
    said: list[str] = []
    requested: list[str] = []
    pages: list[Page] = []

    def opened(address: str, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Page:
        dark = scheme == "dark"
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
        )
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: requested.append(request.url))
        page.goto(address)
        drawn(page)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert said == []
    assert {url.split("#")[0] for url in requested if not url.startswith("data:")} <= {
        url for url in requested if url.startswith("file:") and ".html" in url
    }


def drawn(page: Page) -> None:
    page.wait_for_selector("body[data-state=drawn]")


def choose(page: Page, **values: str) -> None:
    for name, label in values.items():
        page.get_by_label(name, exact=True).select_option(label=label)
        drawn(page)


def key_figure(page: Page, name: str) -> str:
    return page.locator("#figures div", has_text=name).locator("dd").inner_text()


def table(page: Page, chart: str) -> list[list[str]]:
    """The table of a chart without its head, row by row."""
    rows = page.locator(f"#figure-{chart} tbody tr")
    return [
        row.split("\t")
        for row in rows.evaluate_all(
            "rows => rows.map(row => [...row.cells].map(cell => cell.textContent).join('\\t'))"
        )
    ]


def number(text: str) -> float:
    return float(re.sub(r"[^0-9.]", "", text))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_chart_shows_data_and_says_them_in_words(
    open_page: Open, report: str, size: tuple[int, int]
) -> None:
    page = open_page(report, size)
    figures = page.evaluate(
        """marks => [...document.querySelectorAll('figure')].map(figure => ({
            name: figure.id,
            marks: figure.querySelectorAll(marks).length,
            finding: figure.querySelector('h3').innerText,
            summary: figure.querySelector('.summary').innerText,
            alternative: document.getElementById(
                figure.querySelector('[role=img]').getAttribute('aria-labelledby')).innerText,
            rows: figure.querySelectorAll('tbody tr').length,
            text: figure.textContent,
        }))""",
        MARKS,
    )
    assert len(figures) == CHARTS
    for figure in figures:
        name = figure["name"]
        assert figure["marks"] > 1, name
        assert figure["finding"], name
        assert re.search(r"\d.*\.$", figure["summary"]), f"{name}: {figure['summary']}"
        assert figure["alternative"] == figure["summary"], name
        assert figure["rows"] > 1, name
        assert not re.search("NaN|undefined|null|Infinity", figure["text"]), name
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_nothing_is_cut_off_on_a_phone(open_page: Open, report: str) -> None:
    page = open_page(report, PHONE)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.plot svg text')].filter(text => {
            const box = text.getBoundingClientRect();
            const room = text.closest('.plot').getBoundingClientRect();
            return box.width > 0 && (box.left < room.left - 1 || box.right > room.right + 1);
        }).map(text => `${text.closest('figure').id}: ${text.textContent}`)"""
    )
    assert outside == []


def test_the_page_says_what_the_marts_say(
    open_page: Open, report: str, marts: duckdb.DuckDBPyConnection
) -> None:
    page = open_page(report)
    [(encounters, revenue)] = marts.execute(
        "select count(*), sum(revenue_amount) from fact_encounters"
    ).fetchall()
    assert number(key_figure(page, "encounters")) == encounters
    monthly = table(page, "revenue-by-month")
    assert round(sum(number(row[3]) for row in monthly), 2) == float(revenue)
    rates = marts.execute(
        """select specialty_name, index_stay_count, readmitted_stay_count, readmission_rate * 100,
        rate_lower_bound * 100, rate_upper_bound * 100, any_return_rate * 100,
        unplanned_readmission_rate * 100 from readmission_rate_by_specialty"""
    ).fetchall()
    shown = {row[0]: row[1:] for row in table(page, "readmission-by-specialty")}
    assert shown.pop("all")
    assert set(shown) == {row[0] for row in rates}
    for name, *values in rates:
        assert [number(cell) for cell in shown[name]] == pytest.approx(
            [float(value) for value in values], abs=0.051
        )
    steps = marts.execute("select stay_count from readmission_waterfall order by 1").fetchall()
    waterfall = [number(row[1]) for row in table(page, "readmission-waterfall")]
    assert sorted(waterfall[1:5]) == [count for (count,) in steps]
    assert (
        number(key_figure(page, "median length of stay"))
        == marts.execute(
            """select quantile_disc(length_of_stay_days, 0.5)
        from (select unnest(repeat([length_of_stay_days], stay_count)) as length_of_stay_days
        from monthly_length_of_stay_by_specialty)"""
        ).fetchall()[0][0]
    )


def test_filters_act_on_figures_charts_and_address(
    open_page: Open, report: str, marts: duckdb.DuckDBPyConnection
) -> None:
    page = open_page(report)
    before = table(page, "revenue-by-month")
    pairs = table(page, "pairs")
    specialties = len(table(page, "encounters-by-specialty"))
    choose(page, Specialty="Family Medicine", From="Mar 2024", To="Aug 2024")
    chosen = "specialty_name = 'Family Medicine' and calendar_month between '2024-03' and '2024-08'"
    [(encounters,)] = marts.execute(
        f"select sum(encounter_count) from monthly_encounters_by_specialty where {chosen}"
    ).fetchall()
    [(revenue,)] = marts.execute(
        f"select sum(revenue_amount) from monthly_revenue_by_specialty where {chosen}"
    ).fetchall()
    assert number(key_figure(page, "encounters")) == encounters
    filtered = table(page, "revenue-by-month")
    assert len(filtered) == 6 < len(before)
    assert round(sum(number(row[3]) for row in filtered), 2) == float(revenue)
    # Charts that compare specialties go on showing all of them and mark the chosen one.
    assert 1 < len(table(page, "encounters-by-specialty")) <= specialties
    shades = page.locator("#figure-encounters-by-specialty g.mark-rect path").evaluate_all(
        "bars => bars.map(bar => bar.getAttribute('fill'))"
    )
    assert sorted(set(shades)) == ["var(--accent)", "var(--faint)"]
    assert shades.count("var(--accent)") == 1
    assert table(page, "pairs") == pairs
    expect(page.locator("#figure-pairs .scope")).to_contain_text("specialty and period")
    expect(page.locator("#shown")).to_have_text("Showing Family Medicine, Mar 2024 to Aug 2024")
    # The address brings the choice back in a new page, and the button undoes it.
    again = open_page(page.url)
    assert table(again, "revenue-by-month") == filtered
    again.get_by_role("button", name="Show all").click()
    drawn(again)
    assert table(again, "revenue-by-month") == before
    assert again.url.endswith("#")


def test_a_period_cannot_end_before_it_begins(open_page: Open, report: str) -> None:
    page = open_page(report)
    choose(page, To="Mar 2024", From="Jun 2025")
    expect(page.locator("#shown")).to_have_text("Showing all specialties, Jun 2025")
    nonsense = open_page(f"{report}#specialty=Alchemy&from=2999-01&to=x")
    expect(nonsense.locator("#specialty")).to_have_value("")
    assert number(key_figure(nonsense, "encounters")) > number(key_figure(page, "encounters"))


def test_a_choice_without_stays_is_said(open_page: Open, report: str) -> None:
    page = open_page(f"{report}#specialty=Dermatology")
    expect(page.locator("#figure-readmission-waterfall .summary")).to_have_text(
        "No inpatient stay in this choice."
    )
    expect(page.locator("#figure-readmission-waterfall svg")).to_have_count(0)
    expect(page.locator("#figure-encounters-by-type svg")).to_have_count(1)


def test_the_keyboard_reaches_filters_sections_and_tables(open_page: Open, report: str) -> None:
    page = open_page(report)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the report")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Specialty", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    drawn(page)
    first = page.locator("#specialty option").nth(1).inner_text()
    expect(page.locator("#shown")).to_contain_text(f"Showing {first}")
    page.get_by_role("link", name="Revenue").focus()
    page.keyboard.press("Enter")
    expect(page.locator("section#revenue")).to_be_focused()
    assert "specialty=" in page.url
    opener = page.locator("#figure-pairs summary")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#figure-pairs table")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_of_accessibility(open_page: Open, report: str, scheme: str) -> None:
    page = open_page(report, DESKTOP, scheme)
    page.locator("#figure-pairs summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_texts_stand_out(open_page: Open, report: str, scheme: str) -> None:
    page = open_page(report, DESKTOP, scheme)
    colours = page.evaluate(
        """names => {
            const style = getComputedStyle(document.documentElement);
            return Object.fromEntries(
                names.map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
        }""",
        ["paper", "ink", "muted", "accent", "faint"],
    )
    for name, least in (("ink", 4.5), ("muted", 4.5), ("accent", 4.5), ("faint", 3.0)):
        assert contrast(colours[name], colours["paper"]) >= least, name


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_print_is_light_and_without_controls(open_page: Open, report: str) -> None:
    page = open_page(report, DESKTOP, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_label("Specialty", exact=True)).to_be_hidden()
    expect(page.locator("#shown")).to_be_visible()
    ink = page.locator("h1").evaluate("heading => getComputedStyle(heading).color")
    assert max(map(int, re.findall(r"\d+", ink))) < 64
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_realism_and_speed_are_read_and_a_loss_is_said(open_page: Open, report: str) -> None:
    page = open_page(report)
    verdicts = [row[6] for row in table(page, "realism")]
    assert verdicts.count("fail") == FAILED
    heading = page.locator("#figure-realism h3")
    passed = verdicts.count("pass")
    expect(heading).to_have_text(f"{passed} of {passed + FAILED} published figures are met")
    speed = page.locator("#figure-speed")
    expect(speed.locator("h3")).to_have_text(
        "The star is faster for 1 of 2 questions, up to 8 times"
    )
    expect(speed.locator(".summary")).to_contain_text("pairs 2 times slower")
    medians = sorted(number(row[3]) for row in table(page, "speed"))
    assert medians == sorted(
        seconds for contestants in SECONDS.values() for seconds in contestants.values()
    )


def test_what_is_not_measured_says_how_to(open_page: Open, unmeasured_report: str) -> None:
    page = open_page(unmeasured_report)
    for chart, command in (("realism", "hospital scorecard"), ("speed", "make benchmark")):
        figure = page.locator(f"#figure-{chart}")
        expect(figure.locator(".summary")).to_contain_text(f"Not measured yet: run “{command}")
        expect(figure.locator("svg")).to_have_count(0)
