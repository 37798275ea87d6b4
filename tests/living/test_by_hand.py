"""Sessions by hand, planned: what stays, what has lapsed, what is promised and charged instead."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from living_world import TINY, Year

from planner.reports.summary import render


def said(id: str, *lines: str) -> str:
    return "\n".join((f'\n[sessions."{id}"]', *lines, ""))


def budget(year: Year) -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(StringIO(year.file("budget.csv")))
    return {row["session"]: (row["type"], row["coach_days"]) for row in rows}


def test_a_confirmed_date_stays(year: Year) -> None:
    year.text += said("cycle/G2", "on = 2025-10-30", 'half = "PM"', 'facilitators = ["bob"]')
    year.plan()
    assert year.place("cycle/G2") == "2025-10-30 PM bob"


def test_a_missed_session_is_made_up_for_and_charges_nothing(year: Year) -> None:
    year.plan()
    missed = year.place("cycle/GK").split()[0]
    year.text += said("cycle/GK", f"on = {missed}", 'status = "missed"')
    plan = year.plan("2025-10-20")
    assert plan.unplaced == ()
    assert "cycle/GK" not in plan.placed
    assert year.place("cycle/GK+1") > "2025-10-20"
    (gone,) = plan.withdrawn
    assert (gone.placed.id, gone.mark) == ("cycle/GK", "missed")
    assert budget(year).keys() == {"cycle/GK+1", "cycle/G1", "cycle/G2", "talk/1"}
    assert sum(goal.value for goal in plan.goals if goal.name == "coach-days") == 3


def test_a_make_up_that_is_missed_too_is_made_up_for(year: Year) -> None:
    year.text += said("cycle/G2", "on = 2025-10-09", 'status = "missed"')
    year.text += said("cycle/G2+1", "on = 2025-10-16", 'status = "missed"')
    plan = year.plan("2025-10-20")
    assert {"cycle/G2", "cycle/G2+1"}.isdisjoint(plan.placed)
    assert "cycle/G2+2" in plan.placed


def missed_event(year: Year, feed: str) -> str:
    """Return the only event of a feed that says it was missed."""
    events = year.file(f"calendars/{feed}.ics").split("BEGIN:VEVENT\n")
    (found,) = [event for event in events if "SUMMARY:Missed: " in event]
    return found


def test_whoever_was_told_reads_when_a_missed_session_is_made_up_for(year: Year) -> None:
    year.plan()
    year.publish()
    missed = year.place("talk").split()[0]
    year.text += said("talk", f"on = {missed}", 'status = "missed"')
    year.plan("2025-11-10")
    event = missed_event(year, "audiences/G2")
    assert "SUMMARY:Missed: Grade 2 team: Talk at school\n" in event
    assert "DESCRIPTION:Missed: this session was not held.\\nMade up for: Mon 10 Nov 2025" in event
    assert "STATUS:CANCELLED\n" in event
    assert "TRANSP:TRANSPARENT\n" in event
    assert "SEQUENCE:2\n" in event
    neutral = missed_event(year, "all")
    assert "SUMMARY:Missed: Coaching\n" in neutral
    assert "Made up" not in neutral
    year.text += said("talk+1", "on = 2025-11-10", 'status = "missed"')
    year.plan("2025-11-12")
    event = missed_event(year, "audiences/G2")
    assert "Made up for: Wed 12 Nov 2025" in event
    assert "SEQUENCE:3\n" in event
    year.text += said("talk+2", 'status = "cancelled"')
    year.plan("2025-11-12")
    assert "was not held.\\nWho" in missed_event(year, "audiences/G2")


def test_both_sessions_of_a_missed_visit_are_made_up_for_together(year: Year) -> None:
    for id in ("cycle/GK", "cycle/G1"):
        year.text += said(id, "on = 2025-10-09", 'status = "missed"')
    year.plan("2025-10-13")
    assert year.place("cycle/GK+1").startswith("2025-10-13 AM")
    assert year.place("cycle/G1+1").startswith("2025-10-13 PM")


@pytest.mark.parametrize(("term", "charged"), [("waive", False), ("charge", True)])
def test_a_cancelled_session_is_charged_as_billing_says(
    year: Year, term: str, *, charged: bool
) -> None:
    year.text = TINY.replace("[sites", f'[billing]\ncancelled = "{term}"\n\n[sites', 1)
    year.plan()
    where = year.place("cycle/G2")
    year.text += said("cycle/G2", 'status = "cancelled"')
    plan = year.plan()
    assert plan.unplaced == ()
    assert "cycle/G2" not in plan.placed
    assert "cycle/G2+1" not in plan.placed
    assert (budget(year).get("cycle/G2") == ("cancelled", "0.5")) is charged
    assert sum(goal.value for goal in plan.goals if goal.name == "coach-days") == 2 + charged
    year.text = year.text.replace('status = "cancelled"', "")
    year.plan()
    assert year.place("cycle/G2") == where


def test_what_is_charged_although_cancelled_survives_a_fresh_start(year: Year) -> None:
    year.text = TINY.replace("[sites", '[billing]\ncancelled = "charge"\n\n[sites', 1)
    year.plan()
    year.text += said("cycle/G2", 'status = "cancelled"')
    year.plan(fresh=True)
    assert budget(year)["cycle/G2"] == ("cancelled", "0.5")


def test_a_cancelled_session_that_never_had_a_date_charges_nothing(year: Year) -> None:
    year.text = TINY.replace("[sites", '[billing]\ncancelled = "charge"\n\n[sites', 1)
    year.text += said("cycle/G2", 'status = "cancelled"')
    year.plan()
    assert "cycle/G2" not in budget(year)


def test_what_is_cancelled_takes_nobodys_time(year: Year) -> None:
    """Both coaches are away but for one half, which the cancelled visit had."""
    leave = 'leave = ["2025-10-01/2025-10-30", "2025-10-31 PM"]\n'
    year.text = TINY.replace("[facilitators.bob]\n", "").replace(
        "[facilitators.ann]\n", f"[facilitators.ann]\n{leave}"
    )
    year.text = year.text.replace('[["GK", "G1"], ["G2"]]', '[["GK"], ["G2"]]')
    plan = year.plan()
    (lost,) = plan.unplaced
    (kept,) = {"cycle/GK", "cycle/G2"} - {lost.id}
    year.text += said(kept, 'status = "cancelled"')
    assert lost.id in year.plan().placed


def test_what_was_delivered_is_history_even_before_its_date(year: Year) -> None:
    year.plan()
    date, half, coach = year.place("cycle/G2").split()
    year.text += said("cycle/G2", f"on = {date}", 'status = "delivered"')
    head = f"[facilitators.{coach}]"
    year.text = year.text.replace(head, f"{head}\nleave = {date}")
    year.plan("2025-10-02")
    assert year.place("cycle/G2") == f"{date} {half} {coach}"


def test_a_fact_corrects_the_record_whatever_the_rules_say(year: Year) -> None:
    """It was held before the visit that comes first in its series, on a day that is closed."""
    year.text = TINY.replace("[sites", "[calendar]\nclosed = 2025-10-03\n\n[sites", 1)
    year.plan()
    _, half, _ = year.place("cycle/G2").split()
    year.text += said(
        "cycle/G2", "on = 2025-10-03", 'facilitators = ["bob"]', 'status = "delivered"'
    )
    plan = year.plan("2025-11-20")
    assert year.place("cycle/G2") == f"2025-10-03 {half} bob"
    assert plan.unplaced == ()


def test_what_was_delivered_and_never_planned_is_planned_on_its_date(year: Year) -> None:
    year.text += said("cycle/G2", "on = 2025-10-21", 'status = "delivered"')
    year.plan("2025-11-20")
    assert year.place("cycle/G2").startswith("2025-10-21")


def test_the_team_of_one_session_binds_no_other(year: Year) -> None:
    year.text = TINY.replace('title  = "Cycle"', 'title = "Cycle"\nsame_facilitator = true')
    year.text += said("cycle/G2", 'facilitators = ["bob"]')
    year.text += said("cycle/GK", 'facilitators = ["ann"]')
    assert year.plan().unplaced == ()
    assert year.place("cycle/G2").endswith("bob")
    assert year.place("cycle/G1").endswith("ann")


def test_a_make_up_keeps_the_facilitators_of_its_series(year: Year) -> None:
    year.text = TINY.replace('title  = "Cycle"', 'title = "Cycle"\nsame_facilitator = true')
    year.plan()
    date, _, coach = year.place("cycle/GK").split()
    for id in ("cycle/GK", "cycle/G1"):
        year.text += said(id, f"on = {date}", 'status = "missed"')
    year.plan("2025-10-13")
    assert year.place("cycle/GK+1").endswith(coach)


def test_the_summary_says_what_became_of_sessions(year: Year) -> None:
    year.text = TINY.replace("[sites", '[billing]\ncancelled = "charge"\n\n[sites', 1)
    year.plan()
    days = {id: year.place(id).split()[0] for id in ("cycle/GK", "cycle/G1", "cycle/G2")}
    year.text += said("cycle/GK", f"on = {days['cycle/GK']}", 'status = "missed"', 'note = "Snow"')
    year.text += said("cycle/G1", f"on = {days['cycle/G1']}", 'status = "delivered"')
    year.text += said("cycle/G2", 'status = "cancelled"')
    year.plan("2025-10-20")
    assert year.outcome is not None
    summary = render(year.outcome.problem, year.outcome.plan, width=110, colour=False)
    assert "Sessions by hand: 1 delivered, 1 missed, 1 cancelled" in summary
    assert "cycle/GK: missed, Mon 13 Oct 2025, made up for by cycle/GK+1 on" in summary
    assert " (Snow)\n" in summary
    assert "cycle/G2: cancelled, Fri 24 Oct 2025, charged all the same" in summary
    assert "not placed" not in summary


def test_an_audience_that_left_with_its_request_still_reads_what_it_was(year: Year) -> None:
    year.plan()
    year.publish()
    gone = year.text.index("[requests.talk]")
    year.text = year.text[:gone]
    year.plan("2025-10-02")
    neutral = "SUMMARY:Cancelled: Coaching\n"
    whole = "SUMMARY:Cancelled: Grade 2 team: Talk at school\n"
    assert neutral in year.file("calendars/all.ics")
    assert whole in year.file("calendars/audiences/G2.ics")
    assert "Talk" not in year.file("calendars/all.ics")


def test_what_has_happened_may_be_closed_afterwards(year: Year) -> None:
    """Nothing else changes, so only the plan's own `today` tells that it had happened."""
    year.plan()
    day = date.fromisoformat(year.place("cycle/G2").split()[0])
    year.text = year.text.replace("[sites", f"[calendar]\nclosed = {day}\n\n[sites", 1)
    year.plan(str(day + timedelta(days=1)))
    assert year.place("cycle/G2").startswith(str(day))
    year.plan(str(day + timedelta(days=2)))
