"""The pages on which people read how to subscribe."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html.parser import HTMLParser
from posixpath import dirname, normpath
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno
from drawn import years
from handmade import placed, plan, problem, revised_plan
from hypothesis import given, settings

from planner.documents import documents, is_ours
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.feeds import feeds
from planner.reports.revisions import revise
from planner.reports.subscribe import INDEX, pages
from planner.reports.subscribe.links import qr_code

BASE_URL = "https://calendars.example.org/year-s7Qm2cXv"
COACH_A = "calendars/facilitators/coach-a.html"
GK = "calendars/audiences/GK.html"
VOID = {"meta", "path"}


@dataclass
class Page(HTMLParser):
    """A page as its reader meets it; tags that are not closed in turn are an error."""

    data: bytes
    text: str = ""
    links: list[str] = field(default_factory=list)
    names: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.data.decode())
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.names.append((tag, values))
        self.ids += filter(None, [values.get("id")])
        self.links += filter(None, [values.get("href")])
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in {"style", "title"}:
            self.text += data


def hosted(year: Problem) -> Problem:
    return replace(year, engagement=replace(year.engagement, feeds_url=BASE_URL))


def pages_of(year: Problem, plan: Plan | None = None) -> Mapping[str, bytes]:
    plan = plan or revised_plan()
    return pages(year, plan, feeds(year, plan))


HOSTED = pages_of(hosted(problem()))
NOT_HOSTED = pages_of(problem())


def seen(path: str, found: Mapping[str, bytes] = HOSTED) -> Page:
    return Page(found[path])


def inside(page: str, links: list[str]) -> set[str]:
    """Return the files of the folder that relative links lead to."""
    relative = [link for link in links if not urlsplit(link).scheme]
    return {unquote(normpath(f"{dirname(page)}/{link}")) for link in relative}


ALL_PAGES = sorted(NOT_HOSTED)


def test_there_is_an_index_and_a_page_for_each_facilitator_and_audience() -> None:
    people = problem()
    assert set(ALL_PAGES) == {
        INDEX,
        *(f"calendars/facilitators/{id}.html" for id in people.facilitators),
        *(f"calendars/audiences/{id}.html" for id in people.engagement.audiences),
    }
    assert all(is_ours(page) for page in ALL_PAGES)
    assert not is_ours("calendars/notes.html")


def test_the_index_offers_everything_and_each_site() -> None:
    offered = [link for link in seen(INDEX).links if link.startswith("webcal")]
    webcal = BASE_URL.replace("https", "webcal")
    assert offered == [f"{webcal}/{name}.ics" for name in ("all", "sites/winfield", "sites/office")]
    for link in offered:
        assert link.replace("webcal", "https") in seen(INDEX).text


def test_google_is_handed_the_webcal_address() -> None:
    (google,) = (link for link in seen(GK).links if "google" in link)
    assert google.startswith("https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F")
    (cid,) = parse_qs(urlsplit(google).query)["cid"]
    assert cid == f"{BASE_URL.replace('https', 'webcal')}/audiences/GK.ics"


def test_the_index_leads_to_whoever_has_nothing_confidential() -> None:
    """Both coaches may be asked to lead a one-to-one; a teacher is in one."""
    ordinary = {f"calendars/audiences/{id}.html" for id in ("GK", "G1", "K-8", "leadership")}
    everybody = replace(
        problem(),
        visits=tuple(
            replace(visit, pool=("coach-a",)) if visit.request == "one-to-one" else visit
            for visit in problem().visits
        ),
    )
    assert inside(INDEX, seen(INDEX, pages_of(hosted(everybody))).links) == {
        *ordinary,
        "calendars/facilitators/coach-b.html",
    }


def test_whoever_led_something_confidential_is_not_led_to_either() -> None:
    """Coach B is no longer among those who may."""
    led = replace(plan().placed["one-to-one/teacher-2"], facilitators=("coach-b",))
    year = hosted(problem())
    found = pages_of(year, revise(year, Plan((led,)), None))
    assert not [link for link in Page(found[INDEX]).links if "coach" in link]


@pytest.mark.parametrize("confidential", [True, False])
def test_what_left_the_scenario_is_as_confidential_as_the_record_has_it(
    confidential: bool,  # noqa: FBT001
) -> None:
    year = hosted(problem())
    kept = tuple(visit for visit in year.visits if visit.request != "reflection")
    requests = {id: one for id, one in year.engagement.requests.items() if id != "reflection"}
    year = replace(year, visits=kept, engagement=replace(year.engagement, requests=requests))
    (gone,) = revised_plan().withdrawn
    gone = replace(gone, told=replace(gone.told, confidential=confidential))
    page = Page(pages_of(year, replace(revised_plan(), withdrawn=(gone,)))[INDEX])
    assert confidential is not any("coach-b" in link for link in page.links)


@pytest.mark.parametrize("found", [NOT_HOSTED, HOSTED], ids=["not hosted", "hosted"])
def test_nothing_says_that_there_are_others(found: Mapping[str, bytes]) -> None:
    hidden = ("coach-a", "Coach A", "teacher-1", "teacher-2", "Grade 1 teacher", "Grade 2 teacher")
    for path in {INDEX, GK}:
        text = found[path].decode()
        assert [word for word in hidden if word in text] == []


def test_a_confidential_page_asks_to_be_kept_to_oneself() -> None:
    assert "Keep this link to yourself" in seen(COACH_A).text
    assert "Keep this link to yourself" not in seen(GK).text


@pytest.fixture(scope="module", params=[problem(), hosted(problem())], ids=["not hosted", "hosted"])
def files(request: pytest.FixtureRequest) -> Mapping[str, bytes]:
    return documents(request.param, revised_plan(), "0" * 64, "test")


@pytest.mark.parametrize("path", ALL_PAGES)
def test_every_link_leads_to_a_file_that_is_there(path: str, files: Mapping[str, bytes]) -> None:
    links = seen(path, files).links
    assert inside(path, links) <= files.keys()
    at_home = [link for link in links if link.startswith(("https://calendars", "webcal"))]
    for link in at_home:
        assert "calendars" + link.partition("year-s7Qm2cXv")[2] in files


@pytest.mark.parametrize("path", ALL_PAGES)
def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(path: str) -> None:
    page = seen(path)
    assert not {"script", "link", "img", "iframe", "form", "object"} & {n for n, _ in page.names}
    assert not [values for _, values in page.names if "style" in values or "src" in values]
    assert not [name for _, values in page.names for name in values if name.startswith("on")]
    assert "url(" not in page.data.decode()
    (policy,) = (
        values["content"]
        for name, values in page.names
        if name == "meta" and values.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = re.findall("<style>(.*?)</style>", page.data.decode(), re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("path", ALL_PAGES)
def test_a_page_can_be_read_aloud(path: str) -> None:
    page = seen(path)
    assert [name for name, _ in page.names].count("h1") == 1
    assert len(page.ids) == len(set(page.ids))
    labels = [values["aria-labelledby"] for _, values in page.names if "aria-labelledby" in values]
    assert labels
    assert set(labels) <= set(page.ids)
    assert ("html", {"lang": "en"}) in page.names


@pytest.mark.parametrize("path", ALL_PAGES)
def test_no_page_is_to_be_found_by_searching_or_told_where_one_came_from(path: str) -> None:
    metas = [values for name, values in seen(path).names if name == "meta"]
    assert {"name": "robots", "content": "noindex, nofollow"} in metas
    assert {"name": "referrer", "content": "no-referrer"} in metas


@pytest.mark.parametrize("program", ["Apple Calendar", "Google Calendar", "Outlook", "Thunderbird"])
def test_every_page_says_how_to_subscribe(program: str) -> None:
    for data in HOSTED.values():
        assert f">{program}</h3>" in data.decode()


@pytest.mark.parametrize("path", ALL_PAGES)
def test_where_nothing_is_hosted_the_page_says_what_to_set(path: str) -> None:
    page = seen(path, NOT_HOSTED)
    assert "base_url under [feeds]" in page.text
    assert "svg" not in [name for name, _ in page.names]
    assert not [link for link in page.links if urlsplit(link).scheme]
    assert "Not hosted yet" not in seen(path).text


def test_a_page_shows_its_own_address_as_a_qr_code() -> None:
    address = f"{BASE_URL}/audiences/GK.html"
    assert qr_code(address) in HOSTED[GK].decode()
    assert qr_code(address) not in HOSTED[INDEX].decode()


def test_the_drawing_has_the_modules_of_the_code() -> None:
    """Rows of horizontal strokes: M x y, h length, m dx dy (relative, after the stroke)."""
    drawing = qr_code(BASE_URL)
    (strokes,) = re.findall(r' d="(M[^"]*)"', drawing.replace("M0 0h", "h"))
    x, y, dark = 0, 0, set()
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", strokes):
        values = [float(value) for value in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            dark |= {(x + step, y) for step in range(int(values[0]))}
            x += int(values[0])
        elif command == "M":
            x, y = int(values[0]), int(values[1])
        else:
            x, y = x + int(values[0]), y + int(values[1])
    matrix = segno.make(BASE_URL, error="m", micro=False).matrix
    assert dark == {
        (column + 4, row + 4)
        for row, modules in enumerate(matrix)
        for column, module in enumerate(modules)
        if module
    }


def test_a_calendar_told_apart_is_offered_part_by_part() -> None:
    year, plan = hosted(problem()), revised_plan()
    found = Page(pages(year, plan, feeds(year, plan, 4_000))[COACH_A])
    names = [link.rpartition("/")[2] for link in found.links if link.startswith("webcal")]
    assert names == [
        "coach-a.ics",
        "coach-a~2025-autumn.ics",
        "coach-a~2026-spring.ics",
        "coach-a~2026-summer.ics",
    ]
    assert "too large for one file" in found.text


@pytest.mark.parametrize(("state", "is_marked"), [("draft", True), ("signed", False)])
def test_a_draft_contract_is_marked(state: str, is_marked: bool) -> None:  # noqa: FBT001
    year = problem()
    contract = year.engagement.contract
    assert contract is not None
    signed = replace(contract, state=state)
    year = replace(year, engagement=replace(year.engagement, contract=signed))
    assert all(
        ("DRAFT contract" in Page(data).text) == is_marked for data in pages_of(year).values()
    )


def test_pages_stay_as_they_are_when_sessions_move() -> None:
    year = problem()
    other = placed("kickoff", plan().placed["check-in"].parts, ("coach-a",))
    moved = revise(year, Plan((other,)), None)
    assert pages_of(year, moved) == pages_of(year, revise(year, plan(), None))


TAGS = {path: [name for name, _ in Page(data).names] for path, data in NOT_HOSTED.items()}


@settings(max_examples=20)
@given(years())
def test_no_text_breaks_out_of_its_place(year: Problem) -> None:
    found = pages(year, revised_plan(), feeds(problem(), revised_plan()))
    assert {path: [name for name, _ in Page(data).names] for path, data in found.items()} == TAGS
