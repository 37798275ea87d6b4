"""Terms and months: the periods by which a calendar too large for one file is told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_TERMS = ((6, "spring"), (8, "summer"), (13, "autumn"))
"""The first month after each term of a calendar year."""


@dataclass(frozen=True, slots=True)
class Period:
    """A term or a month: `name` stands in names of files, `title` in titles."""

    name: str
    title: str


Naming = Callable[[date], Period]


def term(day: date) -> Period:
    """Return the term of a date: spring to May, summer to July, autumn from August."""
    season = next(season for after, season in _TERMS if day.month < after)
    return Period(f"{day.year}-{season}", f"{season} {day.year}")


def month(day: date) -> Period:
    """Return the calendar month of a date."""
    return Period(f"{day:%Y-%m}", f"{day:%B %Y}")


PERIODS: tuple[Naming, ...] = (term, month)
"""The ways to tell a calendar apart, the coarsest first."""
