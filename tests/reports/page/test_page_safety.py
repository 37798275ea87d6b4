"""report.html keeps secrets, runs nothing that is written in a scenario, and asks no network."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup
from drawn import years
from handmade import problem, revised_plan
from hypothesis import given, settings
from hypothesis import strategies as st
from looked import page, planned_page, revised_page, text
from year_of_cycles import cycles_plan, cycles_problem

from planner.domain.confidential import COACHING
from planner.domain.problem import Problem
from planner.reports.page.html import report_html
from planner.reports.wording import one_line

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"' onmouseover='alert(1)' x=\"",
    "</style><b>&amp;</b>{{ 7 * 7 }}{% raw %}",
    "🧮 العربية \u202e reversed \u2066",
    "a\x00b\x1bc\nd\ud800e",
)


def test_confidential_sessions_are_neutral() -> None:
    case = problem()
    secrets = replace(
        case.engagement.requests["one-to-one"], title="Mentoring the new colleague", focus="Trust"
    )
    requests = {**case.engagement.requests, "one-to-one": secrets}
    case = replace(case, engagement=replace(case.engagement, requests=requests))
    html = report_html(case, revised_plan()).decode()
    for secret in ("Mentoring", "Trust", "Room 12", "Grade 1 teacher", "Grade 2 teacher"):
        assert secret not in html
    assert "teacher-1" not in html
    assert "teacher-2" not in html
    soup = page(case, revised_plan())
    row = soup.select_one("#list [data-session='one-to-one/2']")
    assert row is not None
    assert text(row.th) == f"{COACHING} one-to-one/2"
    assert (row["data-audience"], text(row.select_one("[data-label=Audience]"))) == ("", "")
    assert f"{COACHING} : one-to-one/1" in text(soup.select_one("#attention"))


def test_series_of_a_confidential_request_are_told_as_one() -> None:
    """Two series of two dates each: one strip, and nobody's name."""
    case = cycles_problem()
    requests = {
        id: replace(one, confidential=id == "cycle-1")
        for id, one in case.engagement.requests.items()
    }
    visits = [i for i, visit in enumerate(case.visits) if visit.request == "cycle-1"]
    one = problem().series[0]
    both = (
        replace(one, id="cycle-1/GK", visits=tuple(visits[:2])),
        replace(one, id="cycle-1/G1", visits=tuple(visits[2:])),
    )
    case = replace(case, series=both, engagement=replace(case.engagement, requests=requests))
    rows = page(case, cycles_plan()).select("#series table.series tbody tr")
    assert [text(row.th) for row in rows] == [COACHING]
    assert len(rows[0].select("circle.planned")) == 4


def test_private_busy_time_is_not_shown() -> None:
    html = report_html(problem(), revised_plan()).decode()
    assert "09:07" not in html
    assert "09:43" not in html


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_are_text(title: str) -> None:
    case = problem()
    told = replace(
        case.engagement,
        title=title,
        requests={
            id: replace(one, title=title, type=title)
            for id, one in case.engagement.requests.items()
        },
        audiences={id: replace(one, title=title) for id, one in case.engagement.audiences.items()},
        sites={id: replace(one, title=title) for id, one in case.engagement.sites.items()},
    )
    people = {id: replace(one, title=title) for id, one in case.facilitators.items()}
    soup = page(replace(case, engagement=told, facilitators=people), revised_plan())
    assert [len(soup.select(tag)) for tag in ("script", "style", "img", "b", "bdi bdi")] == [
        1, 1, 0, 0, 0,
    ]  # fmt: skip
    assert soup.h1 is not None
    assert soup.h1.get_text() == one_line(title)
    assert_calm(soup)


@settings(max_examples=8)
@given(years(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)))
def test_any_titles_make_a_calm_page(case: Problem) -> None:
    soup = page(case, revised_plan())
    assert len(soup.select("#list tbody tr")) == 6
    assert_calm(soup)


def test_nothing_is_fetched_from_anywhere() -> None:
    soup = revised_page()
    assert_calm(soup)
    assert soup.select("link, iframe, object, embed, base, img, source, video, audio") == []
    assert "url(" not in text(soup.style)
    assert "@import" not in text(soup.style)
    for word in ("fetch", "XMLHttpRequest", "import(", "WebSocket", "innerHTML", "eval"):
        assert word not in text(soup.script)


def test_the_policy_allows_what_is_in_the_page_and_nothing_else() -> None:
    soup = planned_page()
    meta = soup.select_one("meta[http-equiv=Content-Security-Policy]")
    assert meta is not None
    policy = dict(rule.split(" ", 1) for rule in str(meta["content"]).split("; "))
    assert policy["default-src"] == "'none'"
    for key, tag in (("style-src", soup.style), ("script-src", soup.script)):
        assert tag is not None
        digest = b64encode(sha256(str(tag.string).encode()).digest()).decode()
        assert policy[key] == f"'sha256-{digest}'"


def assert_calm(soup: BeautifulSoup) -> None:
    """Nothing points out of the page, runs, or is styled in place; links lead somewhere."""
    for tag in soup.select("*"):
        assert not [name for name in tag.attrs if name.startswith("on") or name in {"style", "src"}]
    targets = {str(tag["id"]) for tag in soup.select("[id]")}
    for link in soup.select("[href]"):
        assert str(link["href"]).removeprefix("#") in targets
        assert str(link["href"]).startswith("#")
