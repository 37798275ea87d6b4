"""Reads calendar files (.ics): when people are busy, and what a school's dates are.

RFC 5545 with 7529 and 7986, as calendar programs really write it. Data flows one way: the bytes of
a file (`source`) become components of content lines (`content`, `prefilter`), those get times and
zones (`values`, `zones`), recurrences (`rules`, `recurrence`) and overrides (`overrides`), and only
`busy` and `school` say what an event means.
"""

from planner.reading.ics.busy import BusyCalendar, BusyPolicy, Occurrence, read_busy
from planner.reading.ics.school import SchoolDay, SchoolEvents, read_school

__all__ = [
    "BusyCalendar",
    "BusyPolicy",
    "Occurrence",
    "SchoolDay",
    "SchoolEvents",
    "read_busy",
    "read_school",
]
