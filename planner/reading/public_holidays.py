"""[calendar] holidays: a country's or state's list, which only warns where the school disagrees."""

from __future__ import annotations

from datetime import date

from planner.domain.calendar import Kind, SchoolCalendar
from planner.domain.clock import Half, dates_between
from planner.reading.table import Key, Table
from planner.reading.wording import shown


def warn_of_holidays(
    table: Table,
    key: Key[str | None],
    calendar: SchoolCalendar,
    workdays: frozenset[int],
    warnings: list[str],
) -> None:
    """Warn of each public holiday on a workday that the school's calendar takes for a school day.

    The other way round is no news: a state's list has a third of a district's closures.
    """
    region = table.get(key)
    if region is None:
        return
    years = range(calendar.first.year, calendar.last.year + 1)
    named = _holidays(table, key, region, years)
    for day in dates_between(calendar.first, calendar.last):
        is_school = Kind.SCHOOL in {calendar.kind(day, half) for half in Half}
        if day in named and is_school and day.weekday() in workdays:
            warnings.append(
                f"{day} is {named[day]} in {region}, and the calendar says school; if there is "
                f"none, add it to [calendar] closed"
            )


def _holidays(table: Table, key: Key[str | None], region: str, years: range) -> dict[date, str]:
    import holidays  # noqa: PLC0415 (only for those who ask for it)

    country, _, state = region.partition("-")
    try:
        return dict(holidays.country_holidays(country, subdiv=state or None, years=years))
    except NotImplementedError:
        message = f"{shown(region)} is no country or state whose holidays are known"
        table.complain(key, message, 'write "US", or a state as in "US-IL"')
        return {}
