"""A small year with calendars beside it, and what is read from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from planner.domain.calendar import Kind, SchoolCalendar
from planner.domain.clock import Half, Span, moment
from planner.reading.scenario import Reading, read_scenario

YEAR = """
timezone = "America/Chicago"
start    = 2025-09-01
end      = 2026-06-30
today    = 2025-09-01

[sites.main]
title = "Main Street School"
{site}
[audiences]
GK  = "Kindergarten team"
G1  = "Grade 1 team"
K-1 = {{ title = "K-1 teachers", includes = ["GK", "G1"] }}

[facilitators.coach]
title = "Coach"
{coach}
[requests.visit]
title    = "Coaching"
audience = "GK"
window   = "2025-10"
{visit}
{rest}
"""


def calendar(*events: str) -> str:
    """Return an .ics file of events, each given by its lines."""
    begun = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n"
    return begun + "".join(events) + "END:VCALENDAR\n"


def event(uid: str, *lines: str) -> str:
    """Return one event of an .ics file."""
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def all_day(title: str, first: str, after: str) -> str:
    """Return an event on whole days; `after` is the first day it no longer is on."""
    return event(
        f"{title}-{first}@district",
        f"SUMMARY:{title}",
        f"DTSTART;VALUE=DATE:{first}",
        f"DTEND;VALUE=DATE:{after}",
        "TRANSP:TRANSPARENT",
    )


def timed(uid: str, start: str, end: str, *lines: str) -> str:
    """Return an event on Chicago's clocks."""
    zone = "America/Chicago"
    return event(uid, f"DTSTART;TZID={zone}:{start}", f"DTEND;TZID={zone}:{end}", *lines)


def year(rest: str = "", *, site: str = "", coach: str = "", visit: str = "") -> str:
    """Return a scenario with lines added to its only site, facilitator or request, or below."""
    return YEAR.format(site=site, coach=coach, visit=visit, rest=rest)


def read(folder: Path, text: str, **calendars: str) -> Reading:
    """Read a scenario that lies beside calendars, each given by its name without .ics."""
    return read_scenario(written(folder, text, **calendars))


def written(folder: Path, text: str, **calendars: str) -> Path:
    """Write a scenario and calendars beside it, and return the scenario's path."""
    for name, content in calendars.items():
        (folder / f"{name}.ics").write_text(content)
    scenario = folder / "year.toml"
    scenario.write_text(text)
    return scenario


def kinds(school: SchoolCalendar, *days: date) -> list[tuple[Kind, Kind]]:
    """Return what AM and PM of some dates are."""
    return [(school.kind(day, Half.AM), school.kind(day, Half.PM)) for day in days]


def clocks(spans: Iterable[Span], reading: Reading) -> list[str]:
    """Write spans on the engagement's clocks."""
    zone = reading.problem.engagement.zone
    return [
        f"{moment(span.start, zone):%m-%d %H:%M}/{moment(span.end, zone):%m-%d %H:%M}"
        for span in spans
    ]
