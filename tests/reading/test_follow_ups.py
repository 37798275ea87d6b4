"""`then`: the follow-up right after each session, as it is read from a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import minutes

from planner.domain.links import SameTeam
from scenarios import messages, read, reading, with_base

CONTRACT = """
[contract]
total = 11_000
[contract.lines.plcs]
coach_days = 5
rate = 2_000
[contract.lines.debriefs]
sessions = 10
rate = 100
"""
PEOPLE = '[audiences]\nG1 = "Grade 1 team"\nG2 = "Grade 2 team"\nlead = "The coordinator"\n'
DEBRIEF = 'then = { audience = "lead", length = 20 }'


def scenario(*lines: str, extra: str = "", length: str = "length = 90") -> str:
    """Return a scenario with one request of 90 minutes each and some more lines."""
    base, _, _ = with_base("").partition("[audiences]")
    request = "\n".join(["[requests.plc]", length, *lines])
    return f"{base}{PEOPLE}[sites.main]\n{extra}\n{request}\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['audience = "G1"'], ["plc", "plc/then"]),
        (['each = ["G1"]', "count = 1"], ["plc/G1/1", "plc/G1/1/then"]),
        (
            ['visits = [["G1", "G2"]]'],
            ["plc/G1", "plc/G1/then", "plc/G2", "plc/G2/then"],
        ),
        (
            ['audience = "G1"', 'windows = ["2025-09", "2026-02"]'],
            ["plc/1", "plc/1/then", "plc/2", "plc/2/then"],
        ),
        (
            ['audience = "G1"', 'every = "month"', 'window = "2025-12-01/2025-12-31"'],
            ["plc/2025-12", "plc/2025-12/then"],
        ),
        (
            ['audience = "G1"', "offerings = { count = 2, capacity = 9 }"],
            ["plc/offering-1", "plc/offering-1/then", "plc/offering-2", "plc/offering-2/then"],
        ),
    ],
)
def test_a_follow_up_adds_then_to_the_id_of_its_session(
    lines: list[str], expected: list[str], tmp_path: Path
) -> None:
    problem = read(tmp_path, scenario(*lines, DEBRIEF))
    assert list(problem.sessions) == expected


def test_a_session_and_its_follow_up_are_one_visit(tmp_path: Path) -> None:
    lines = ('each = ["G1", "G2"]', "count = 2", DEBRIEF)
    problem = read(tmp_path, scenario(*lines))
    assert [len(visit.sessions) for visit in problem.visits] == [2, 2, 2, 2]
    assert [series.visits for series in problem.series] == [(0, 1), (2, 3)]


def test_a_follow_up_has_its_own_audience_length_and_line(tmp_path: Path) -> None:
    lines = (
        'audience = "G1"',
        'line = "plcs"',
        'then = { audience = ["lead", "G1"], length = 20, line = "debriefs" }',
    )
    session, follow_up = read(tmp_path, scenario(*lines, extra=CONTRACT)).sessions.values()
    assert (session.audience, session.length, session.line) == (("G1",), minutes(90), "plcs")
    assert follow_up.audience == ("lead", "G1")
    assert (follow_up.length, follow_up.line) == (minutes(20), "debriefs")
    assert (session.follows, follow_up.follows) == (False, True)


def test_a_follow_up_has_its_own_texts_under_the_request(tmp_path: Path) -> None:
    then = """
        [requests.plc.then]
        audience = "lead"
        length = 20
        title = "Debrief"
        type = "debrief"
        focus = "Next steps"
        bring = "Goals"
        leave = "One step"
        link = "https://meet.example.org/d"
        room = "Office"
    """
    lines = ('audience = "G1"', 'title = "PLC"', 'type = "plc"', 'focus = "Discourse"', then)
    request = read(tmp_path, scenario(*lines)).engagement.requests["plc"]
    told = request.follow_up
    assert (request.title, request.type, request.focus) == ("PLC", "plc", "Discourse")
    assert told is not None
    assert (told.id, told.title, told.type) == ("plc", "Debrief", "debrief")
    assert (told.focus, told.bring, told.leave) == ("Next steps", "Goals", "One step")
    assert (told.link, told.room) == ("https://meet.example.org/d", "Office")


def test_what_a_follow_up_leaves_out_is_told_as_of_its_session(tmp_path: Path) -> None:
    lines = ('audience = "G1"', 'title = "PLC"', 'room = "Library"', 'bring = "Tasks"', DEBRIEF)
    told = read(tmp_path, scenario(*lines)).engagement.requests["plc"].follow_up
    assert told is not None
    assert (told.title, told.type, told.room) == ("PLC, follow-up", "follow-up", "Library")
    assert told.bring == ""


@pytest.mark.parametrize(
    ("session", "follow_up", "expected"),
    [
        ("", "", (False, False)),
        ('type = "one-to-one"', "", (True, True)),
        ("confidential = true", "", (True, True)),
        ("", 'type = "one-to-one"', (False, True)),
        ("", "confidential = true", (False, True)),
        ("", 'type = "one-to-one", confidential = false', (False, False)),
    ],
)
def test_a_follow_up_is_as_confidential_as_its_session(
    session: str, follow_up: str, expected: tuple[bool, bool], tmp_path: Path
) -> None:
    then = DEBRIEF.replace(" }", f", {follow_up} }}" if follow_up else " }")
    request = read(tmp_path, scenario('audience = "G1"', session, then)).engagement.requests["plc"]
    assert request.follow_up is not None
    assert (request.confidential, request.follow_up.confidential) == expected


def test_like_takes_over_the_follow_up_or_replaces_all_of_it(tmp_path: Path) -> None:
    more = """
        [requests.same]
        like = "plc"
        [requests.other]
        like = "plc"
        then = { audience = "G2", length = 10 }
    """
    problem = read(tmp_path, scenario('audience = "G1"', DEBRIEF, more))
    told = {
        id: (session.audience, session.length.amount)
        for id, session in problem.sessions.items()
        if session.follows
    }
    assert told == {
        "plc/then": (("lead",), 20),
        "same/then": (("lead",), 20),
        "other/then": (("G2",), 10),
    }


def test_whom_a_follow_up_is_with_binds_no_facilitators(tmp_path: Path) -> None:
    """The coordinator is in every debrief, and the facilitators of the grades stay apart."""
    more = """
        [requests.more]
        like = "plc"
        same_facilitator = "plc"
    """
    problem = read(tmp_path, scenario('each = ["G1", "G2"]', DEBRIEF, more))
    assert problem.same_team == (SameTeam(2, 0), SameTeam(3, 1))


def test_nobody_may_attend_a_session_or_a_follow_up(tmp_path: Path) -> None:
    then = 'then = { audience = "none", length = 20, title = "Notes" }'
    problem = read(tmp_path, scenario('audience = "none"', then))
    assert [session.audience for session in problem.sessions.values()] == [(), ()]


def test_nobody_is_no_id_of_an_audience(tmp_path: Path) -> None:
    text = scenario('audience = "G1"').replace("lead = ", "none = ")
    assert messages(tmp_path, text) == [
        'audiences.none: is what stands for nobody, as in audience = "none"'
    ]


def test_two_sessions_with_follow_ups_fill_a_half_exactly(tmp_path: Path) -> None:
    """90 + 20 + 90 + 20 minutes and three breaks of five make 235 minutes."""
    fits = '[day]\nam = "08:00-11:55"\nbreak = 5\ngrain = 30\n'
    hours = 'hours = "08:00-11:55"'
    visits = 'visits = [["G1", "G2"]]'
    assert messages(tmp_path, scenario(visits, hours, DEBRIEF, extra=fits)) == []
    too_short = fits.replace("11:55", "11:54")
    assert messages(tmp_path, scenario(visits, hours, DEBRIEF, extra=too_short)) == [
        (
            "requests.plc.hours: hours 08:00-11:55 leaves no room for 2 sessions of 90 minutes, "
            "each with a follow-up of 20 minutes inside AM 08:00-11:54 or PM 12:30-15:30"
        )
    ]


@pytest.mark.parametrize("written", ['"half-day"', '"full-day"', '"2 days"'])
def test_a_session_that_fills_its_half_has_no_follow_up(written: str, tmp_path: Path) -> None:
    text = scenario('audience = "G1"', DEBRIEF, length=f"length = {written}")
    assert messages(tmp_path, text) == [
        "requests.plc.then: follows sessions that leave no time for it in their half"
    ]


def test_a_follow_up_without_room_in_the_half_of_its_session(tmp_path: Path) -> None:
    """180 minutes of a half have no room for 150, a break of 10 and 21, in no other half either."""
    then = 'then = { audience = "lead", length = 21 }'
    lines = ('audience = "G1"', then)
    assert messages(tmp_path, scenario(*lines, length="length = 150")) == [
        (
            "requests.plc.then: 150 minutes with a follow-up of 21 minutes do not fit in one half: "
            "AM 08:30-11:30 and PM 12:30-15:30 with a break of 10 minutes"
        )
    ]
    roomy = then.replace("21", "20")
    assert messages(tmp_path, scenario('audience = "G1"', roomy, length="length = 150")) == []


@pytest.mark.parametrize(
    ("then", "message"),
    [
        ("then = 20", "requests.plc.then: 20 is not a table"),
        (
            "then = { length = 20 }",
            (
                "requests.plc.then.audience: is missing; expected an audience id, a list of ids "
                'that meet together, or "none"'
            ),
        ),
        (
            'then = { audience = "lead" }',
            (
                "requests.plc.then.length: is missing; "
                "expected a whole number of minutes from 5 to 720"
            ),
        ),
        (
            'then = { audience = "led", length = 20 }',
            'requests.plc.then.audience: there is no audience "led"',
        ),
        (
            'then = { audience = "lead", length = "20" }',
            'requests.plc.then.length: "20" is not a whole number of minutes from 5 to 720',
        ),
        (
            'then = { audience = "lead", length = 20, window = "2025-10" }',
            "requests.plc.then.window: is not a key here",
        ),
        (
            'then = { audience = "lead", length = 20, type = "one-to-on" }',
            (
                'requests.plc.then.type: "one-to-on" is too near to "one-to-one", a type with a '
                "meaning of its own"
            ),
        ),
        (
            'then = { audience = "lead", length = 20, line = "plcs" }',
            'requests.plc.then.line: "plcs" is not a contract line: the scenario has no [contract]',
        ),
    ],
)
def test_what_is_wrong_with_a_follow_up(then: str, message: str, tmp_path: Path) -> None:
    assert messages(tmp_path, scenario('audience = "G1"', then)) == [message]


def test_a_follow_up_says_what_it_charges(tmp_path: Path) -> None:
    lines = ('audience = "G1"', 'line = "plcs"', DEBRIEF)
    assert messages(tmp_path, scenario(*lines, extra=CONTRACT)) == [
        'requests.plc.then.line: is missing; expected a contract line (plcs, debriefs), or "none"'
    ]


def test_a_follow_up_gives_no_confidential_session_away(tmp_path: Path) -> None:
    then = 'then = { audience = "lead", length = 20, confidential = false }'
    lines = ('audience = "G1"', 'type = "one-to-one"', then)
    assert messages(tmp_path, scenario(*lines)) == [
        "requests.plc.then.confidential: is false, but the session before it is confidential"
    ]


def test_follow_ups_count_among_the_sessions_of_a_scenario(tmp_path: Path) -> None:
    more = '[requests.b]\naudience = "G1"\ncount = 1000\n'
    many = "".join(more.replace("[requests.b]", f"[requests.b{n}]") for n in range(4))
    lines = ('audience = "G1"', "count = 501", DEBRIEF, many)
    assert messages(tmp_path, scenario(*lines)) == [
        (
            "requests.b3: would make 1,000 sessions, 5,002 with those above; "
            "expected at most 5,000 in one scenario"
        )
    ]


def test_a_follow_up_alone_warns_of_nothing(tmp_path: Path) -> None:
    assert reading(tmp_path, scenario('audience = "G1"', DEBRIEF)).warnings == ()
