"""What a request becomes: sessions with ids for life, in visits and series."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.domain.calendar import Kind
from planner.domain.clock import Block, Half
from planner.domain.links import DayCount, Order, SameTeam
from planner.domain.problem import Continuity, Length, LengthUnit, Preferences, Problem, Window
from scenarios import messages, read, reading, with_base


def ids(problem: Problem) -> list[str]:
    return list(problem.sessions)


def request(*lines: str, id: str = "plc") -> str:
    return "\n".join([f"[requests.{id}]", *lines, ""])


G1 = 'audience = "G1"'


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['audience = "G1"'], ["plc"]),
        (['audience = ["G1", "G2"]'], ["plc"]),
        (['each = ["G1", "G2"]'], ["plc/G1", "plc/G2"]),
        (['each = ["G1", ["G2", "G3"]]'], ["plc/G1", "plc/G2+G3"]),
        (['visits = [["G1", "G2"], ["G3"]]'], ["plc/G1", "plc/G2", "plc/G3"]),
        (['audience = "G1"', "count = 2"], ["plc/1", "plc/2"]),
        (['audience = "G1"', "count = 1"], ["plc/1"]),
        (['audience = "G1"', 'windows = ["2025-09", "2026-02"]'], ["plc/1", "plc/2"]),
        (['each = ["G1", "G2"]', "count = 2"], ["plc/G1/1", "plc/G1/2", "plc/G2/1", "plc/G2/2"]),
        (
            ['audience = "G1"', 'every = "month"', 'window = "2025-12-31/2026-02-01"'],
            ["plc/2025-12", "plc/2026-01"],
        ),
        (
            ['each = ["G1"]', 'every = "week"', 'window = "2025-12-29/2026-01-06"'],
            ["plc/G1/2026-W01", "plc/G1/2026-W02"],
        ),
    ],
)
def test_ids_of_sessions(lines: list[str], expected: list[str], tmp_path: Path) -> None:
    assert ids(read(tmp_path, with_base(request(*lines)))) == expected


def test_a_visit_has_the_id_of_its_first_session(tmp_path: Path) -> None:
    problem = read(tmp_path, with_base(request('visits = [["G1", "G2"], ["G3"]]')))
    assert [visit.id for visit in problem.visits] == ["plc/G1", "plc/G3"]
    assert [len(visit.sessions) for visit in problem.visits] == [2, 1]


def test_a_count_with_a_range_promises_the_first_ones(tmp_path: Path) -> None:
    problem = read(tmp_path, with_base(request(G1, 'count = "2-3"')))
    assert [visit.promised for visit in problem.visits] == [True, True, False]


def test_optional_requests_promise_nothing(tmp_path: Path) -> None:
    problem = read(tmp_path, with_base(request(G1, "count = 2", "optional = true")))
    assert [visit.promised for visit in problem.visits] == [False, False]


def test_a_counted_series_is_interchangeable_and_in_order_of_date(tmp_path: Path) -> None:
    (series,) = read(tmp_path, with_base(request(G1, "count = 3"))).series
    assert (series.id, series.visits) == ("plc", (0, 1, 2))
    assert series.interchangeable
    assert series.ordered


def test_visits_are_ordered_unless_the_request_says_otherwise(tmp_path: Path) -> None:
    lines = 'visits = [["G1"], ["G2"]]'
    assert read(tmp_path, with_base(request(lines))).series[0].ordered
    (series,) = read(tmp_path, with_base(request(lines, "ordered = false"))).series
    assert not series.ordered
    assert not series.interchangeable


def test_windows_that_follow_each_other_need_no_order(tmp_path: Path) -> None:
    apart = request(G1, 'windows = ["2025-10", "2025-11"]')
    overlapping = request(G1, 'windows = ["2025-10/2025-11", "2025-11"]')
    assert not read(tmp_path, with_base(apart)).series[0].ordered
    assert read(tmp_path, with_base(overlapping)).series[0].ordered


def test_each_audience_has_a_series_of_its_own(tmp_path: Path) -> None:
    text = request('each = ["G1", "G2"]', "count = 2", "same_facilitator = true", "gap.min = 14")
    series = read(tmp_path, with_base(text)).series
    assert [(one.id, one.visits) for one in series] == [("plc/G1", (0, 1)), ("plc/G2", (2, 3))]
    assert {one.continuity for one in series} == {Continuity.KEEP}
    assert {one.gap_days for one in series} == {(14, None)}


def test_every_skips_periods_without_an_open_day_and_says_so(tmp_path: Path) -> None:
    text = request(G1, 'every = "week"', 'window = "2025-12"', 'mode = "virtual"')
    closed = '[calendar]\nbreaks = ["2025-12-22/2026-01-02"]\n'
    found = reading(tmp_path, with_base(text, site=closed))
    assert ids(found.problem) == ["plc/2025-W49", "plc/2025-W50", "plc/2025-W51"]
    assert found.warnings == ("plc: no open day in 2025-W52, 2026-W01: no session there",)
    assert found.problem.visits[0].window == Window(date(2025, 12, 1), date(2025, 12, 7))


def test_a_full_day_needs_both_halves_of_its_period_open(tmp_path: Path) -> None:
    lines = [G1, 'every = "week"', 'window = "2025-12-05"', 'length = "full-day"']
    assert ids(read(tmp_path, with_base(request(*lines)))) == ["plc/2025-W49"]


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ('"half-day"', Length(LengthUnit.HALVES, 1)),
        ('"full-day"', Length(LengthUnit.FULL_DAY, 1)),
        ('"3 days"', Length(LengthUnit.DAYS, 3)),
        ("90", Length(LengthUnit.MINUTES, 90)),
    ],
)
def test_lengths(written: str, length: Length, tmp_path: Path) -> None:
    problem = read(tmp_path, with_base(request(G1, f"length = {written}")))
    assert problem.sessions["plc"].length == length


def test_days_may_be_split(tmp_path: Path) -> None:
    problem = read(tmp_path, with_base(request(G1, 'length = "2 days"', "split = true")))
    assert problem.sessions["plc"].length == Length(LengthUnit.DAYS, 2, split=True)


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ('"2025-10"', Window(date(2025, 10, 1), date(2025, 10, 31))),
        ('"2025-10/2025-11"', Window(date(2025, 10, 1), date(2025, 11, 30))),
        ('"2025-11-17/2025-12-19"', Window(date(2025, 11, 17), date(2025, 12, 19))),
        ('"2026-02-20/2026-02"', Window(date(2026, 2, 20), date(2026, 2, 28))),
        ("2025-10-10", Window(date(2025, 10, 10), date(2025, 10, 10))),
        ('"2025-07/2025-08"', Window(date(2025, 8, 1), date(2025, 8, 31))),
        ('"spring"', Window(date(2026, 3, 2), date(2026, 5, 29))),
    ],
)
def test_windows(written: str, window: Window, tmp_path: Path) -> None:
    names = '[windows]\nspring = "2026-03-02/2026-05-29"\n\n[sites.main]\n'
    text = with_base(request(G1, f"window = {written}"), site=names)
    assert read(tmp_path, text).visits[0].window == window


def test_without_a_window_the_whole_contract_is_open(tmp_path: Path) -> None:
    window = read(tmp_path, with_base(request(G1))).visits[0].window
    assert window == Window(date(2025, 8, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        ([], {Kind.SCHOOL}),
        (['type = "workshop"'], {Kind.SCHOOL, Kind.STAFF}),
        (['type = "institute"'], {Kind.SCHOOL, Kind.STAFF}),
        (['type = "workshop"', 'days = ["staff"]'], {Kind.STAFF}),
        (['days = "break"'], {Kind.BREAK}),
    ],
)
def test_kinds_of_date(lines: list[str], kinds: set[Kind], tmp_path: Path) -> None:
    assert read(tmp_path, with_base(request(G1, *lines))).visits[0].kinds == kinds


def test_rules_and_wishes_are_kept_apart(tmp_path: Path) -> None:
    rules = ['half = "AM"', 'weekdays = ["Tue", "Thu"]', "on = [2025-10-14]", "length = 60"]
    text = request(G1, *rules, 'prefer = { half = "AM", hours = "09:00-11:00" }')
    visit = read(tmp_path, with_base(text)).visits[0]
    assert visit.rules == Preferences(Half.AM, frozenset({1, 3}), frozenset({date(2025, 10, 14)}))
    assert visit.prefer == Preferences(half=Half.AM, hours=Block(540, 660))


@pytest.mark.parametrize(
    ("lines", "team", "pool"),
    [
        ([], 1, ("coach-a", "coach-b")),
        (["facilitators = 2"], 2, ("coach-a", "coach-b")),
        (['facilitators = ["coach-b", "coach-a"]'], 2, ("coach-a", "coach-b")),
        (['any_of = ["coach-b"]'], 1, ("coach-b",)),
        (['skills = ["6-8"]'], 1, ("coach-b",)),
        (['skills = ["K-5", "6-8"]'], 1, ("coach-b",)),
        (["facilitators = 2", 'any_of = ["coach-b", "coach-a"]'], 2, ("coach-a", "coach-b")),
    ],
)
def test_teams(lines: list[str], team: int, pool: tuple[str, ...], tmp_path: Path) -> None:
    visit = read(tmp_path, with_base(request(G1, *lines))).visits[0]
    assert (visit.team, visit.pool) == (team, pool)


def test_the_only_site_is_where_people_meet(tmp_path: Path) -> None:
    parts = read(tmp_path, with_base(request(G1)))
    assert parts.engagement.sites.keys() == {"main"}
    virtual = request(G1, 'mode = "virtual"', id="online")
    assert read(tmp_path, with_base(virtual, site="")).engagement.sites == {}


def test_texts_and_what_is_confidential(tmp_path: Path) -> None:
    lines = ['type = "one-to-one"', 'title = "Coaching"', 'bring = "Work"', 'room = "12"']
    found = read(tmp_path, with_base(request(G1, *lines))).engagement.requests["plc"]
    assert found.confidential
    assert (found.title, found.bring, found.room, found.link) == ("Coaching", "Work", "12", "")
    told = read(tmp_path, with_base(request(G1, *lines, "confidential = false")))
    assert not told.engagement.requests["plc"].confidential


BOTH = request(G1, 'window = "2025-10"', id="first")


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ('after = "first"', Order("first", "plc", 0, DayCount.DAYS, needs=False)),
        ('needs = ["first"]', Order("first", "plc", 0, DayCount.DAYS, needs=True)),
        (
            'after = { first = "10 school days" }',
            Order("first", "plc", 10, DayCount.SCHOOL_DAYS, needs=False),
        ),
        ('after = { first = "1 day" }', Order("first", "plc", 1, DayCount.DAYS, needs=False)),
        (
            'after = { first = "14 days" }\nneeds = "first"',
            Order("first", "plc", 14, DayCount.DAYS, needs=True),
        ),
    ],
)
def test_orders(line: str, order: Order, tmp_path: Path) -> None:
    assert read(tmp_path, with_base(BOTH + request(G1, line))).orders == (order,)


def test_same_facilitator_binds_visits_that_share_an_audience(tmp_path: Path) -> None:
    first = request('each = ["G1", "G2"]', "count = 2", id="first")
    second = request('each = ["G2", "G3"]', 'same_facilitator = "first"', id="second")
    found = reading(tmp_path, with_base(first + second))
    assert found.problem.same_team == (SameTeam(4, 2), SameTeam(4, 3))
    assert found.warnings == (
        "second: same_facilitator leaves second/G3 free: it shares no audience",
    )


def test_same_facilitator_takes_over_the_only_visit_whoever_attends(tmp_path: Path) -> None:
    second = request('audience = "G3"', 'same_facilitator = "first"')
    assert read(tmp_path, with_base(BOTH + second)).same_team == (SameTeam(1, 0),)


@pytest.mark.parametrize("line", ["same_facilitator = true", "gap = { min = 7 }"])
def test_what_has_nothing_to_act_on_is_said(line: str, tmp_path: Path) -> None:
    (warning,) = reading(tmp_path, with_base(request(G1, line))).warnings
    assert warning.startswith(f"plc: {line.split(' =', 1)[0]} changes nothing")


def like(*lines: str) -> str:
    return request('like = "first"', *lines, id="second")


def test_like_takes_over_every_key_and_replaces_whole_values(tmp_path: Path) -> None:
    first = request(
        G1, "length = 60", "gap = { min = 7, max = 14 }", "count = 2", "priority = 9", id="first"
    )
    problem = read(tmp_path, with_base(first + like("gap = { max = 30 }", "length = 90")))
    assert problem.sessions["second/1"].length.amount == 90
    assert problem.visits[2].priority == 9
    assert [series.gap_days for series in problem.series] == [(7, 14), (0, 30)]


def test_like_may_be_chained_and_stand_before_what_it_is_like(tmp_path: Path) -> None:
    third = request('like = "second"', 'window = "2026-01"', id="third")
    text = third + like("length = 45") + request(G1, 'window = "2025-10"', id="first")
    problem = read(tmp_path, with_base(text))
    assert ids(problem) == ["third", "second", "first"]
    assert problem.sessions["third"].length.amount == 45
    assert problem.visits[0].window.first == date(2026, 1, 1)
    assert problem.visits[1].window.first == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ('visits = [["G1"], ["G2"]]', G1, ["second"]),
        (G1, 'each = ["G1", "G2"]', ["second/G1", "second/G2"]),
        (f"{G1}\ncount = 2", 'windows = ["2025-10"]', ["second/1"]),
        (f'{G1}\nwindows = ["2025-10", "2025-11"]', 'window = "2025-12"', ["second"]),
        (f'{G1}\nevery = "month"\nwindow = "2025-10"', "count = 2", ["second/1", "second/2"]),
    ],
)
def test_a_key_beside_like_drops_its_alternatives(
    first: str, second: str, expected: list[str], tmp_path: Path
) -> None:
    problem = read(tmp_path, with_base(request(first, id="first") + like(second)))
    assert [id for id in ids(problem) if id.startswith("second")] == expected


@pytest.mark.parametrize(
    ("first", "second", "team"),
    [
        ('facilitators = ["coach-a", "coach-b"]', 'any_of = ["coach-b"]', (1, ("coach-b",))),
        ('any_of = ["coach-b"]', 'facilitators = ["coach-a"]', (1, ("coach-a",))),
        ("facilitators = 2", 'any_of = ["coach-a", "coach-b"]', (2, ("coach-a", "coach-b"))),
        ('any_of = ["coach-a", "coach-b"]', "facilitators = 2", (2, ("coach-a", "coach-b"))),
    ],
)
def test_teams_beside_like(
    first: str, second: str, team: tuple[int, tuple[str, ...]], tmp_path: Path
) -> None:
    visit = read(tmp_path, with_base(request(G1, first, id="first") + like(second))).visits[1]
    assert (visit.team, visit.pool) == team


def test_a_virtual_request_drops_the_site_of_what_it_is_like(tmp_path: Path) -> None:
    first = request(G1, 'at = "main"', id="first")
    assert read(tmp_path, with_base(first + like('mode = "virtual"'))).visits[1]


def test_a_length_beside_like_drops_split(tmp_path: Path) -> None:
    first = request(G1, 'length = "2 days"', "split = true", id="first")
    problem = read(tmp_path, with_base(first + like('length = "half-day"')))
    assert problem.sessions["second"].length == Length(LengthUnit.HALVES, 1)


def test_a_rule_that_no_longer_fits_is_said_where_it_was_changed(tmp_path: Path) -> None:
    first = request(G1, "on = 2025-10-14", 'window = "2025-10"', id="first")
    (message,) = messages(tmp_path, with_base(first + like('window = "2025-11"')))
    assert message.startswith("requests.second.window: 2025-10-14 lies outside the window")
