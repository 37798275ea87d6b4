"""[requests]: what was asked for, read one request at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.calendar import Kind
from planner.domain.problem import (
    Continuity,
    Length,
    Mode,
    Preferences,
)
from planner.reading.asks import Ask
from planner.reading.charged import Charged, complain_of_sites, read_line
from planner.reading.follow_ups import FollowUp, read_follow_up
from planner.reading.names import Names
from planner.reading.places import Places, read_modes, read_places
from planner.reading.request_keys import (
    AUDIENCE,
    CAPACITY,
    COUNT,
    EACH,
    EVERY,
    GAP,
    GAPS,
    LEAST,
    MOST,
    OFFERING,
    OFFERINGS,
    ORDERED,
    PRIORITY,
    SAME_FACILITATOR,
    SPAN,
    VISITS,
    WINDOWS,
)
from planner.reading.setting import Setting
from planner.reading.teams import Team, read_team
from planner.reading.times import (
    Slot,
    read_kinds,
    read_length,
    read_rules,
    read_slots,
    read_wishes,
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session of a visit: who attends, and how its id names them ("" for all there are)."""

    name: str
    audience: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What all visits of a request have in common."""

    length: Length
    line: Charged
    follow_up: FollowUp | None
    modes: Mapping[Mode, int | None]
    sites: Places
    team: Team
    kinds: frozenset[Kind]
    rules: Preferences
    prefer: Preferences
    priority: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request with every name in it resolved: `groups` are its visits, met at each of `slots`."""

    ask: Ask
    frame: Frame
    groups: tuple[tuple[Meeting, ...], ...]
    slots: tuple[Slot, ...]
    continuity: Continuity
    ordered: bool
    gap_days: tuple[int, int | None] | None
    span_days: int | None
    capacity: int | None


def read_wanted(ask: Ask, setting: Setting) -> Wanted | None:
    """Return a request ready to be expanded; None if anything about it is wrong."""
    groups = _groups(ask, setting)
    length = read_length(ask, setting)
    slots = read_slots(ask, setting, length)
    line, modes = read_line(ask, setting), read_modes(ask, groups, slots)
    sites = read_places(ask, setting, length, len(groups) * len(slots))
    complain_of_sites(ask, line, sites)
    follow_up = read_follow_up(ask, setting, length, sites)
    team = read_team(ask, setting)
    rules, prefer = read_rules(ask, slots), read_wishes(ask)
    priority, kinds = ask.get(PRIORITY), read_kinds(ask)
    gap_days, ordered, continuity = _gap(ask), _ordered(ask), _continuity(ask)
    if team is None or ask.is_wrong() or not setting.is_sound:
        return None
    frame = Frame(length, line, follow_up, modes, sites, team, kinds, rules, prefer, priority)
    capacity = ask.open(OFFERINGS, OFFERING).get(CAPACITY)
    return Wanted(ask, frame, groups, slots, continuity, ordered, gap_days, ask.get(SPAN), capacity)


def _groups(ask: Ask, setting: Setting) -> tuple[tuple[Meeting, ...], ...]:
    """Return the sessions of each visit, by one of the three keys that say who attends."""
    names = Names("audience", setting.audiences)
    together, each, visits = ask.get(AUDIENCE), ask.get(EACH), ask.get(VISITS)
    names.known_among(ask, AUDIENCE, together)
    names.known_among(ask, EACH, (id for group in each for id in group))
    names.known_among(ask, VISITS, (id for visit in visits for group in visit for id in group))
    if ask.has(AUDIENCE):
        return ((Meeting("", together),),)
    if ask.has(EACH):
        return tuple((_named(group),) for group in each)
    if not ask.has(VISITS):
        ask.complain_of_missing(AUDIENCE, "one of audience, each and visits")
    for key in (COUNT, WINDOWS, EVERY, OFFERINGS):
        if ask.has(key):
            hint = "write one request for each round, the later ones with `like`"
            ask.complain(ask.nearest(VISITS, key), f"visits do not go with {key.name}", hint)
    return tuple(tuple(map(_named, visit)) for visit in visits)


def _named(group: tuple[str, ...]) -> Meeting:
    return Meeting("+".join(group), group)


def _gap(ask: Ask) -> tuple[int, int | None] | None:
    table = ask.open(GAP, GAPS)
    least, most = table.get(LEAST), table.get(MOST)
    if most is not None and most < least:
        table.complain(MOST, f"{most} is less than min, {least}")
    return (least, most) if ask.has(GAP) else None


def _ordered(ask: Ask) -> bool:
    if ask.has(ORDERED) and not ask.has(VISITS) and not ask.has(WINDOWS):
        ask.complain(ask.nearest(ORDERED), "is for requests with visits or windows")
    return ask.get(ORDERED)


def _continuity(ask: Ask) -> Continuity:
    said = ask.get(SAME_FACILITATOR)
    if said is True:
        return Continuity.KEEP
    return Continuity.PREFER if said == "prefer" else Continuity.FREE
