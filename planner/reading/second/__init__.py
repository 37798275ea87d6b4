"""Busy calendars read a second time, by a path of its own, to verify what was placed.

Nothing of `planner.reading.ics` is used here. icalendar reads the file, and the days around each
session are looked at one by one: does the event's rule fall on this day? It answers one question,
whether a session lies on a busy minute, and passes over what it does not understand (rules
below a day, BYSETPOS, changes to all following instances): it may miss, and does not guess.
"""

from planner.reading.second.events import Policy, taken

__all__ = ["Policy", "taken"]
