"""Where the sessions of a request are held, and how many of them in which mode."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from planner.domain.problem import Length, Mode
from planner.reading.asks import Ask
from planner.reading.names import Names
from planner.reading.request_keys import AT, EACH, MODE, VISITS
from planner.reading.setting import Setting

Places = tuple[tuple[str, ...], ...]
"""The sites of each visit of a request, one for each of its dates, or one visit for them all."""

_NO_SITE = 'a site: name it under [sites.<id>], or write mode = "virtual"'


def read_modes(
    ask: Ask, groups: Collection[object], slots: Collection[object]
) -> Mapping[Mode, int | None]:
    """Return the modes sessions may be in, and how many in each (None: as many as there are)."""
    modes = ask.get(MODE)
    numbers = [number for number in modes.values() if number is not None]
    one_series = 1 if ask.has(EACH) else len(groups)
    wanted = one_series * len(slots)
    if numbers and slots and groups and sum(numbers) != wanted:
        per = " for each audience" if ask.has(EACH) else ""
        ask.complain(
            MODE, f"adds up to {sum(numbers)} sessions, but the request makes {wanted}{per}"
        )
    return modes


def read_places(ask: Ask, setting: Setting, length: Length, visits: int) -> Places:
    """Return where people meet: the only site, or those that the request names.

    A list has one site for each visit or, where there is one visit of N days, for each day.
    """
    at = ask.get(AT)
    known = Names("site", setting.sites).known_among(ask, AT, at)
    if set(ask.get(MODE)) == {Mode.VIRTUAL}:
        if ask.beside(AT, MODE):
            ask.complain(AT, 'does not go with mode = "virtual"')
        return ((),)
    if not at:
        if not ask.has(AT) and len(setting.sites) != 1:
            expected = f"one of the sites {', '.join(setting.sites)}"
            ask.complain_of_missing(AT, expected if setting.sites else _NO_SITE)
        return (tuple(setting.sites)[:1],)
    if len(at) == visits:
        return tuple((site,) for site in at)
    if len(at) not in (1, length.dates) and len(known) == len(at):
        sessions = "visits" if ask.has(VISITS) else "sessions"
        days = f" or for each of {length.dates} days" if length.dates > 1 else ""
        found = f"names {len(at)} sites; expected one for each of {visits} {sessions}{days}"
        ask.complain(AT, found)
    return (at,)
