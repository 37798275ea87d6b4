from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import strict_ics
from drawn import plans, years
from golden_reports import documents, expected
from handmade import part, placed, plan, problem, revised_plan
from hypothesis import given
from processes import printed_elsewhere

from planner.domain.clock import moment
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.uids import uids
from planner.reports.feeds import feeds
from planner.reports.revisions import revise

HERE = Path(__file__).parent
ALL = "calendars/all.ics"
UTC_ZONE = ZoneInfo("UTC")
WHO_HEARS_WHAT = {
    "facilitators/coach-a": {"kickoff", "one-to-one/teacher-2", "check-in", "institute"},
    "facilitators/coach-b": {"kickoff", "cycle-1/GK", "cycle-1/G1", "institute", "reflection"},
    "audiences/GK": {"kickoff", "cycle-1/GK", "institute"},
    "audiences/G1": {"kickoff", "cycle-1/G1", "institute"},
    "audiences/K-8": {"kickoff", "institute"},
    "audiences/leadership": {"check-in", "institute", "reflection"},
    "audiences/teacher-1": set(),
    "audiences/teacher-2": {"one-to-one/teacher-2"},
    "sites/winfield": {"kickoff", "cycle-1/GK", "cycle-1/G1", "one-to-one/2"},
    "sites/office": {"institute", "reflection"},
    "all": {
        "kickoff", "cycle-1/GK", "cycle-1/G1", "one-to-one/2", "check-in", "institute",
        "reflection",
    },
}  # fmt: skip


def the_feeds() -> Mapping[str, bytes]:
    return feeds(problem(), revised_plan())


def event(feed: str, session: str) -> strict_ics.Component:
    found = strict_ics.events(the_feeds()[feed]).values()
    (only,) = (one for one in found if one.text("X-PLANNER-SESSION") == session)
    return only


@pytest.mark.parametrize("path", sorted(expected().keys() | documents().keys()))
def test_every_file_is_as_expected(path: str) -> None:
    assert documents()[path] == expected()[path]


@pytest.mark.parametrize("path", sorted(the_feeds()))
def test_every_feed_is_legal(path: str) -> None:
    strict_ics.read(the_feeds()[path])


@pytest.mark.parametrize(("feed", "sessions"), WHO_HEARS_WHAT.items())
def test_who_hears_what(feed: str, sessions: set[str]) -> None:
    found = strict_ics.events(the_feeds()[f"calendars/{feed}.ics"]).values()
    assert {one.text("X-PLANNER-SESSION") for one in found} == sessions


def test_there_is_a_feed_for_everybody_and_no_other() -> None:
    assert set(the_feeds()) == {f"calendars/{feed}.ics" for feed in WHO_HEARS_WHAT}


def test_times_are_those_of_the_plan() -> None:
    """Read through the named zone, and through the rules in the file."""
    check_times(problem(), revised_plan())


@given(plans())
def test_times_are_those_of_any_plan(bare: Plan) -> None:
    year = problem()
    check_times(year, revise(year, bare, None))


def check_times(year: Problem, plan: Plan) -> None:
    times = strict_ics.instants(strict_ics.read(feeds(year, plan)[ALL]))
    everything = [*plan.sessions, *(gone.placed for gone in plan.withdrawn)]
    assert times == {
        uid: (moment(part.start, UTC_ZONE), moment(part.end, UTC_ZONE))
        for one in everything
        for uid, part in zip(uids("district-34", one.id, len(one.parts)), one.parts, strict=True)
    }


@given(years(), plans())
def test_no_text_breaks_out_of_its_place(year: Problem, bare: Plan) -> None:
    quiet = {path: shape(data) for path, data in feeds(problem(), revised(problem(), bare)).items()}
    loud = {path: shape(data) for path, data in feeds(year, revised(year, bare)).items()}
    assert quiet == loud


def revised(year: Problem, bare: Plan) -> Plan:
    return revise(year, bare, None)


def shape(data: bytes) -> list[tuple[str, str, str]]:
    """What texts cannot change: which events there are, and when."""
    return [
        (one.text("UID"), one.one("DTSTART").raw, one.text("STATUS"))
        for one in strict_ics.read(data).kids("VEVENT")
    ]


NASTY = 'Ratios, rates; C:\\new\r\nBEGIN:VALARM\n"quoted" ' + "ﬁ→é🧮" * 30


def test_a_nasty_title_is_said_as_one_line_and_nothing_is_lost() -> None:
    year = problem()
    request = replace(year.engagement.requests["kickoff"], title=NASTY, leave=NASTY)
    engagement = replace(year.engagement, requests={**year.engagement.requests, "kickoff": request})
    year = replace(year, engagement=engagement)
    found = strict_ics.events(feeds(year, revised(year, plan()))[ALL])
    kickoff = found[uids("district-34", "kickoff", 1)[0]]
    title = " ".join(NASTY.split())
    assert title in kickoff.text("SUMMARY")
    assert f"\nLeave behind: {title}\n" in kickoff.text("DESCRIPTION")


def test_a_link_with_a_line_break_stays_one_link() -> None:
    year = problem()
    request = replace(year.engagement.requests["check-in"], link="https://meet\r\n.example/x ")
    engagement = replace(
        year.engagement, requests={**year.engagement.requests, "check-in": request}
    )
    year = replace(year, engagement=engagement)
    found = strict_ics.events(feeds(year, revised(year, plan()))[ALL])
    check_in = found[uids("district-34", "check-in", 1)[0]]
    assert check_in.text("CONFERENCE") == check_in.text("LOCATION") == "https://meet.example/x"


def test_a_virtual_session_is_its_link() -> None:
    check_in = event(ALL, "check-in")
    link = "https://meet.example/check-in?a=1,2"
    assert check_in.text("LOCATION") == link
    assert check_in.text("DESCRIPTION").startswith(f"{link}\n")
    assert check_in.one("CONFERENCE").raw == link
    assert check_in.one("CONFERENCE").parameters == {"VALUE": "URI"}
    assert check_in.text("SUMMARY") == "District leadership team: Check-in (virtual)"


def test_an_in_person_session_is_said_as_a_coach_needs_it() -> None:
    kickoff = event("calendars/facilitators/coach-a.ics", "kickoff")
    assert kickoff.text("SUMMARY") == (
        "K-8 mathematics teachers: Eliciting and using student reasoning at Winfield Central"
    )
    assert kickoff.text("LOCATION") == (
        "Winfield Central, Library, 150 Example Road, Winfield, Illinois 60190"
    )
    assert kickoff.text("DESCRIPTION").split("\n") == [
        "Who: K-8 mathematics teachers",
        "Led by: Coach A and Coach B",
        "Where: Winfield Central, Library",
        "Focus: Open tasks, and what students say about them",
        "Bring: The unit you teach in November",
        "Leave behind: A task whose results teams bring to cycle 1",
        "District 34 mathematics coaching, 2025-26",
    ]


def test_a_title_names_the_place_even_where_there_is_one_site_alone() -> None:
    """A facilitator's phone shows the sessions of several districts side by side."""
    year = problem()
    only = {"winfield": year.engagement.sites["winfield"]}
    year = replace(year, engagement=replace(year.engagement, sites=only))
    found = strict_ics.events(feeds(year, revised(year, plan()))[ALL])
    cycle = found[uids("district-34", "cycle-1/GK", 1)[0]]
    assert cycle.text("SUMMARY") == (
        "Kindergarten team: Collaborative coaching, cycle 1 at Winfield Central"
    )


def test_published_is_confirmed_and_draft_tentative() -> None:
    published, draft = event(ALL, "cycle-1/GK"), event(ALL, "cycle-1/G1")
    assert (published.text("STATUS"), draft.text("STATUS")) == ("CONFIRMED", "TENTATIVE")
    assert draft.text("DESCRIPTION").startswith("Draft: this date may still change.\n")
    assert (published.text("SEQUENCE"), published.one("DTSTAMP").raw) == ("2", "20251020T000000Z")


def test_each_part_is_an_event_of_its_own() -> None:
    found = strict_ics.events(the_feeds()["calendars/sites/office.ics"])
    first, second = (found[uid] for uid in uids("district-34", "institute", 2))
    assert first.text("SUMMARY").endswith("Summer institute at District office, part 1 of 2")
    assert "\nPart 2 of 2\n" in second.text("DESCRIPTION")
    assert second.one("DTSTART").raw == "20260617T083000"


def test_what_is_withdrawn_says_so_and_takes_no_time() -> None:
    gone = event(ALL, "reflection")
    assert gone.text("STATUS") == "CANCELLED"
    assert gone.text("TRANSP") == "TRANSPARENT"
    assert gone.text("SUMMARY").startswith("Cancelled: District leadership team: Reflection")
    assert (gone.text("SEQUENCE"), gone.one("DTSTAMP").raw) == ("3", "20251104T000000Z")


def test_a_confidential_session_is_neutral_to_all_but_its_own() -> None:
    for feed in (ALL, "calendars/sites/winfield.ics"):
        neutral = event(feed, "one-to-one/2")
        assert neutral.text("SUMMARY") == "Coaching"
        assert neutral.text("DESCRIPTION") == neutral.text("CATEGORIES") == ""
        assert neutral.text("LOCATION") == (
            "Winfield Central, 150 Example Road, Winfield, Illinois 60190"
        )
    for feed in ("facilitators/coach-a", "audiences/teacher-2"):
        full = event(f"calendars/{feed}.ics", "one-to-one/teacher-2")
        assert full.text("SUMMARY") == "Grade 2 teacher: Coaching cycle at Winfield Central"
        assert "Focus: Planning the next unit" in full.text("DESCRIPTION")


def test_no_other_feed_holds_a_word_of_a_confidential_session() -> None:
    concerned = {"calendars/facilitators/coach-a.ics", "calendars/audiences/teacher-2.ics"}
    for path in the_feeds().keys() - concerned:
        text = the_feeds()[path].replace(b"\r\n ", b"").decode()
        for word in ("teacher-2", "Grade 2 teacher", "Coaching cycle", "next unit", "Room 12"):
            assert word not in text


def test_a_confidential_link_is_not_shown_either() -> None:
    year = problem()
    requests = year.engagement.requests
    secret = replace(requests["check-in"], confidential=True)
    year = replace(
        year, engagement=replace(year.engagement, requests={**requests, "check-in": secret})
    )
    found = strict_ics.events(feeds(year, revised(year, plan()))[ALL])
    check_in = found[uids("district-34", "check-in", 1)[0]]
    assert check_in.text("SUMMARY") == "Coaching"
    assert check_in.text("LOCATION") == check_in.text("CONFERENCE") == ""


def test_no_private_time_of_a_coach_is_in_any_feed() -> None:
    """Both coaches are privately busy from 09:07 to 09:43 on 5 November 2025."""
    for data in the_feeds().values():
        assert b"0907" not in data
        assert b"20251105" not in data


def test_an_empty_feed_holds_its_clock_alone() -> None:
    calendar = strict_ics.read(the_feeds()["calendars/audiences/teacher-1.ics"])
    assert [child.name for child in calendar.children] == ["VTIMEZONE"]
    assert calendar.text("X-WR-CALDESC") == "No sessions yet. DRAFT contract."


def test_the_head_says_whose_it_is_and_when_it_changed() -> None:
    calendar = strict_ics.read(the_feeds()["calendars/facilitators/coach-b.ics"])
    assert calendar.text("NAME") == "Coach B: District 34 mathematics coaching, 2025-26"
    assert calendar.text("X-WR-CALNAME") == calendar.text("NAME")
    assert calendar.text("X-WR-CALDESC") == (
        "Last changed 2025-11-04. Tentative dates are drafts and may still change. DRAFT contract."
    )
    assert strict_ics.read(the_feeds()[ALL]).text("NAME") == (
        "District 34 mathematics coaching, 2025-26"
    )


@pytest.mark.parametrize("state", ["signed", None])
def test_only_a_draft_contract_is_called_so(state: str | None) -> None:
    year = problem()
    contract = year.engagement.contract
    assert contract is not None
    changed = replace(contract, state=state) if state else None
    year = replace(year, engagement=replace(year.engagement, contract=changed))
    calendar = strict_ics.read(feeds(year, revised_plan())[ALL])
    assert calendar.text("X-WR-CALDESC") == (
        "Last changed 2025-11-04. Tentative dates are drafts and may still change."
    )


def test_drafts_are_spoken_of_until_none_is_left() -> None:
    year = problem()
    for published, said in (
        (frozenset(), " Tentative dates are drafts and may still change."),
        (frozenset(year.sessions), ""),
    ):
        told = replace(year, published=published)
        calendar = strict_ics.read(feeds(told, revised(told, plan()))[ALL])
        assert calendar.text("X-WR-CALDESC") == f"Last changed 2025-09-01.{said} DRAFT contract."


def in_zone(key: str) -> tuple[Problem, Plan]:
    """The hand-written year, with everybody in another zone."""
    year, zone = problem(), ZoneInfo(key)
    sites = {id: replace(site, zone=zone) for id, site in year.engagement.sites.items()}
    year = replace(year, engagement=replace(year.engagement, zone=zone, sites=sites))
    return year, revised(year, plan())


@pytest.mark.parametrize("key", ["Europe/London", "Asia/Kolkata", "Australia/Sydney", "UTC"])
def test_times_are_local_wherever_the_place_is(key: str) -> None:
    check_times(*in_zone(key))


def test_a_zone_without_a_rule_is_written_in_utc() -> None:
    year, plan = in_zone("Africa/Casablanca")
    check_times(year, plan)
    found = strict_ics.read(feeds(year, plan)[ALL])
    assert not found.kids("VTIMEZONE")
    assert all(one.one("DTSTART").raw.endswith("Z") for one in found.kids("VEVENT"))
    empty = strict_ics.read(feeds(year, plan)["calendars/audiences/teacher-1.ics"])
    assert [zone.text("TZID") for zone in empty.kids("VTIMEZONE")] == ["UTC"]


def test_a_site_has_its_own_clock() -> None:
    year, zone = problem(), ZoneInfo("America/New_York")
    sites = year.engagement.sites
    year = replace(
        year,
        engagement=replace(
            year.engagement, sites={**sites, "office": replace(sites["office"], zone=zone)}
        ),
    )
    found = strict_ics.read(feeds(year, revised(year, plan()))[ALL])
    assert [one.text("TZID") for one in found.kids("VTIMEZONE")] == [
        "America/Chicago",
        "America/New_York",
    ]
    institute = found.kids("VEVENT")[-1].one("DTSTART")
    assert (institute.parameters, institute.raw) == (
        {"TZID": "America/New_York"},
        "20260617T093000",
    )


def test_a_site_hears_of_the_days_that_are_held_there_and_no_other() -> None:
    first, second = plan().placed["institute"].parts
    elsewhere = replace(plan().placed["institute"], parts=(first, replace(second, site="winfield")))
    year, found = problem(), {}
    for path, data in feeds(year, revised(year, Plan((elsewhere,)))).items():
        found[path] = [one.text("LOCATION") for one in strict_ics.read(data).kids("VEVENT")]
    office = "District office, Board room, 200 Example Street, Winfield, Illinois 60190"
    winfield = "Winfield Central, Board room, 150 Example Road, Winfield, Illinois 60190"
    assert found["calendars/sites/office.ics"] == [office]
    assert found["calendars/sites/winfield.ics"] == [winfield]
    assert found[ALL] == found["calendars/audiences/GK.ics"] == [office, winfield]


def test_an_hour_that_comes_twice_is_written_in_utc() -> None:
    night = part(date(2025, 11, 2), 60, 75)
    second = replace(night, start=night.start + 60, end=night.end + 60)
    year = problem()
    twice = Plan((placed("kickoff", (night,), ("coach-a",)), placed("check-in", (second,), ())))
    check_times(year, revised(year, twice))


def test_an_id_is_a_file_name_on_every_system() -> None:
    year = problem()
    sites = {"../Süd/ost": replace(year.engagement.sites["office"], id="../Süd/ost")}
    year = replace(year, engagement=replace(year.engagement, sites=sites))
    assert "calendars/sites/..%2FS%C3%BCd%2Fost.ics" in feeds(year, revised(year, Plan(())))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_bytes_in_every_process(seed: str) -> None:
    script = (
        "import sys, hashlib, golden_reports as golden;"
        "sys.stdout.write(hashlib.sha256(repr(golden.documents()).encode()).hexdigest())"
    )
    assert printed_elsewhere(script, seed) == sha256(repr(documents()).encode()).hexdigest()
