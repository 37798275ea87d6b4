"""`then`: the follow-up right after each session of a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.problem import FOLLOW_UP, Length, LengthUnit, Session
from planner.reading.asks import Ask
from planner.reading.charged import Charged, complain_of_sites, read_line
from planner.reading.names import Names
from planner.reading.places import Places
from planner.reading.request_keys import AUDIENCE, FOLLOW_UP_LENGTH, THEN
from planner.reading.request_keys import FOLLOW_UP as FOLLOW_UP_KEYS
from planner.reading.setting import Setting


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What all follow-ups of a request have in common."""

    audience: tuple[str, ...]
    length: Length
    line: Charged


def read_follow_up(ask: Ask, setting: Setting, length: Length, places: Places) -> FollowUp | None:
    """Return the follow-up of sessions of some length; None if there is none, or it is wrong."""
    if not ask.has(THEN):
        return None
    table = ask.open(THEN, FOLLOW_UP_KEYS)
    if table.is_refused():
        return None
    audience = table.need(AUDIENCE)
    Names("audience", setting.audiences).known_among(table, AUDIENCE, audience)
    minutes, line = table.need(FOLLOW_UP_LENGTH), read_line(table, setting)
    complain_of_sites(table, line, places)
    if length.unit is not LengthUnit.MINUTES:
        ask.complain(
            THEN,
            "follows sessions that leave no time for it in their half",
            "give them a `length` in minutes, such as 90",
        )
    return (
        None if minutes is None else FollowUp(audience, Length(LengthUnit.MINUTES, minutes), line)
    )


def followed(
    sessions: Iterable[Session], follow_up: FollowUp | None, sites: Iterable[str]
) -> Iterator[Session]:
    """Yield the sessions of a visit at some sites, each with its follow-up if there is one."""
    for session in sessions:
        yield session
        if follow_up is not None:
            yield Session(
                id=session.id + FOLLOW_UP,
                audience=follow_up.audience,
                length=follow_up.length,
                line=follow_up.line.at(sites),
                follows=True,
            )
