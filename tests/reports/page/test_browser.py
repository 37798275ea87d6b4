"""report.html in a real browser: nothing is refused, all can be reached, read and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import CHROMIUM, DRIVER, MISSING, Browser
from handmade import problem, revised_plan
from looked import expected_cells, record, recorded
from selenium.webdriver.common.keys import Keys
from year_of_cycles import cycles_plan, cycles_problem

from planner.reports.page.html import report_html

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)

NEUTRAL = {"one-to-one/teacher-2": "one-to-one/2"}

CELLS = """
return [...document.querySelectorAll("table.grid td")].flatMap((cell) =>
  [...cell.querySelectorAll("[data-session]")]
    .filter((entry) => entry.checkVisibility())
    .map((entry) => [cell.dataset.date, cell.dataset.half, entry.dataset.session]));
"""
SHOWN_ROWS = """
return [...document.querySelectorAll("#list tbody tr")]
  .filter((row) => row.checkVisibility()).map((row) => row.dataset.session);
"""


@pytest.fixture(scope="module")
def handmade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("handmade") / "report.html"
    path.write_bytes(report_html(problem(), revised_plan()))
    return path


@pytest.fixture(scope="module")
def cycles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cycles") / "report.html"
    path.write_bytes(report_html(cycles_problem(), cycles_plan()))
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_refused_or_fails(
    browser: Browser, handmade: Path, width: int, scheme: str
) -> None:
    browser.open(handmade, width=width, scheme=scheme)
    assert browser.console() == []
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.run("return getComputedStyle(document.body).marginTop") == "0px"


def test_the_console_would_tell(browser: Browser, tmp_path: Path, handmade: Path) -> None:
    """What the policy refuses is said: the silence above means something."""
    page = tmp_path / "broken.html"
    broken = '<h1 onclick="x" style="color:red">'
    page.write_text(handmade.read_text("utf8").replace("<h1>", broken), "utf8")
    browser.open(page)
    said = browser.console()
    assert len([line for line in said if "Content Security Policy" in line]) >= 1


@pytest.mark.parametrize("width", [1280, 390])
def test_cells_on_the_screen_are_those_of_plan_json(
    browser: Browser, handmade: Path, cycles: Path, width: int
) -> None:
    written = {
        handmade: record(problem(), revised_plan()),
        cycles: record(cycles_problem(), recorded(cycles_plan())),
    }
    for path, plan in written.items():
        browser.open(path, width=width)
        expected = [[day, half, NEUTRAL.get(id, id)] for day, half, id in expected_cells(plan)]
        assert sorted(browser.run(CELLS)) == sorted(expected)


def test_a_keyboard_is_enough_to_filter(browser: Browser, handmade: Path) -> None:
    browser.open(handmade)
    keys = browser.driver.switch_to.active_element
    for _ in range(40):
        keys.send_keys(Keys.TAB)
        keys = browser.driver.switch_to.active_element
        if keys.get_attribute("name") == "facilitator":
            break
    assert keys.get_attribute("name") == "facilitator"
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    keys.send_keys("Coach B")
    assert browser.run(SHOWN_ROWS) == ["kickoff", "cycle-1/GK", "cycle-1/G1", "institute"]
    assert browser.run("return shown.textContent") == "4 of 6 sessions: Coach B"
    assert {id for *_, id in browser.run(CELLS)} == set(browser.run(SHOWN_ROWS))
    assert browser.run("return location.hash") == "#facilitator=coach-b"
    months = "return [...document.querySelectorAll('.month')].map((one) => one.checkVisibility())"
    assert browser.run(months) == [True, False, False, True]
    for _ in range(3):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.run("return shown.textContent") == "All 6 sessions"
    assert len(browser.run(SHOWN_ROWS)) == 6


def test_a_link_shows_what_its_sender_saw(browser: Browser, handmade: Path) -> None:
    browser.open(handmade, "#facilitator=coach-a&type=meeting")
    assert browser.run(SHOWN_ROWS) == ["check-in"]
    browser.open(handmade, "#audience=GK")
    assert browser.run(SHOWN_ROWS) == ["kickoff", "cycle-1/GK", "institute"]
    browser.open(handmade, "#type=%3Cb%3E&nonsense=1")
    assert len(browser.run(SHOWN_ROWS)) == 6
    browser.open(handmade, "#budget")
    assert len(browser.run(SHOWN_ROWS)) == 6
    assert browser.console() == []


def test_the_first_key_offers_to_skip(browser: Browser, handmade: Path) -> None:
    browser.open(handmade)
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    first = browser.driver.switch_to.active_element
    assert first.text == "Skip to the plan"
    first.send_keys(Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(browser: Browser, handmade: Path, cycles: Path, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1, of large texts 3 to 1."""
    for path in (handmade, cycles):
        browser.open(path, scheme=scheme)
        assert browser.faint(at_least=100) == []


def test_dark_and_light_are_two_pictures(browser: Browser, handmade: Path, tmp_path: Path) -> None:
    papers = {}
    for scheme in ("light", "dark"):
        browser.open(handmade, scheme=scheme)
        (tmp_path / f"{scheme}.png").write_bytes(browser.picture())
        papers[scheme] = browser.run("return getComputedStyle(document.body).backgroundColor")
    assert papers == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 27)"}
    assert (tmp_path / "light.png").read_bytes() != (tmp_path / "dark.png").read_bytes()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_hangs_over_the_edge(
    browser: Browser, handmade: Path, cycles: Path, width: int
) -> None:
    for path in (handmade, cycles):
        browser.open(path, width=width)
        assert browser.too_wide() == []
        assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("inches", [8.27, 8.5], ids=["A4", "letter"])
def test_nothing_hangs_over_the_paper(browser: Browser, cycles: Path, inches: float) -> None:
    margins = 2 * 12 / 25.4
    browser.open(cycles, width=round((inches - margins) * 96))
    browser.emulate("print", "dark")
    assert browser.too_wide() == []
    assert browser.run("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not browser.run("return document.querySelector('nav').checkVisibility()")


def test_it_prints(browser: Browser, cycles: Path) -> None:
    browser.open(cycles)
    printed = browser.pdf(8.27, 11.69)
    assert printed.startswith(b"%PDF-")
    assert 2 <= printed.count(b"/Type /Page\n") <= 6


def test_without_scripts_all_is_there(browser: Browser, handmade: Path) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(handmade)
        text = browser.driver.find_element("tag name", "body").text
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "Eliciting and using student reasoning" in text
    assert "Show all" not in text
