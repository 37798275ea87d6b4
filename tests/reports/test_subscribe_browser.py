"""The pages to subscribe from, in a real browser: nothing refused, every link leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import CHROMIUM, DRIVER, MISSING, Browser
from handmade import problem, revised_plan
from test_subscribe import ALL_PAGES, BASE_URL, INDEX, hosted

from planner.reports.feeds import feeds
from planner.reports.subscribe import pages

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)

LINKS = "return [...document.querySelectorAll('a')].map((one) => one.href)"


@pytest.fixture(scope="module", params=["at home", "hosted"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    year = problem() if request.param == "at home" else hosted(problem())
    calendars = feeds(year, revised_plan())
    root = tmp_path_factory.mktemp("calendars")
    for path, data in {**calendars, **pages(year, revised_plan(), calendars)}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.mark.parametrize("path", ALL_PAGES)
def test_nothing_is_refused_faint_or_over_the_edge(
    browser: Browser, folder: Path, path: str
) -> None:
    for width, scheme in ((1280, "light"), (360, "dark")):
        browser.open(folder / path, width=width, scheme=scheme)
        assert browser.console() == []
        assert browser.run("return performance.getEntriesByType('resource').length") == 0
        assert browser.faint(at_least=20) == []
        assert browser.too_wide() == []
        assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ALL_PAGES)
def test_every_link_leads_to_a_file_or_to_a_program(
    browser: Browser, folder: Path, path: str
) -> None:
    browser.open(folder / path)
    links = browser.run(LINKS)
    assert links
    files = {link for link in links if link.startswith("file:")}
    here = {one.as_uri() for one in folder.rglob("*") if one.is_file()}
    assert {link.partition("#")[0] for link in files} <= here
    webcal = f"webcal{BASE_URL.removeprefix('https')}/"
    google = "https://calendar.google.com/calendar/r?cid="
    assert all(link.startswith((webcal, google, BASE_URL)) for link in {*links} - files)


def test_a_facilitator_finds_the_way_from_the_index_and_back(
    browser: Browser, folder: Path
) -> None:
    browser.open(folder / INDEX)
    browser.driver.find_element("link text", "Coach B").click()
    assert browser.driver.current_url == (folder / "calendars/facilitators/coach-b.html").as_uri()
    browser.driver.find_element("link text", "Other calendars").click()
    assert browser.driver.current_url == (folder / INDEX).as_uri()
    assert browser.console() == []
