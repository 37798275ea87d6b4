"""Numbers and dates as people write them; one way for every report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.domain.facts.spacing import Member


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def day_of(day: date) -> str:
    """Write a date of the year at hand: Tue 14 Oct."""
    return f"{day:%a} {day.day} {day:%b}"


def dated(day: date) -> str:
    """Write a date with its year: Tue 14 Oct 2025."""
    return f"{day_of(day)} {day.year}"


def long_date(day: date) -> str:
    """Write a date in words: 14 October 2025."""
    return f"{day.day} {day:%B} {day.year}"


def days_of(halves: int, cap: int | None) -> str:
    """Write halves as days, of the cap if there is one."""
    days = f"{halves / 2:.1f}"
    return f"{days} days" if cap is None else f"{days} of {cap / 2:.1f} days"


def off_even(members: Sequence[Member]) -> str:
    """Say how far the members of one or more series are from even spacing, and which is furthest.

    There is at least one member.
    """
    visits = counted(len(members), "visit")
    days = sum(abs(member.days_late) for member in members)
    if not days:
        return f"{visits}, all evenly spaced"
    one = max(members, key=lambda member: abs(member.days_late))
    furthest = f"at most {abs(one.days_late)} ({day_of(one.planned)} for {day_of(one.even)})"
    return f"{visits}, {counted(days, 'day')} off even in all, {furthest}"
