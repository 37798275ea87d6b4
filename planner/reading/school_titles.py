"""What a school's .ics files say, title by title, and what [calendar.words] says of titles.

A title may mean one thing for everybody, one thing for some audiences only, or short days. The
reader of files knows the first sort; for each of the others a file is read again with all
other titles ignored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.calendar import Kind, Slot, strongest
from planner.domain.clock import Half
from planner.reading.calendars import Calendars
from planner.reading.forms import choice
from planner.reading.school_keys import FILES, FOR, MEANINGS, MEANS, WORD, WORDS
from planner.reading.table import Key, Table, opened

if TYPE_CHECKING:
    from planner.reading.ics import SchoolEvents

_IGNORE = "ignore"
_EVERY_TITLE = ""
_MOST_TITLES = 20


@dataclass(frozen=True, slots=True)
class Aside:
    """What some titles mean beside the school's year: for audiences, or short days of a name."""

    meaning: str
    audiences: tuple[str, ...] = ()
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What titles mean: to everybody, and aside of that."""

    general: Mapping[str, str] = field(default_factory=dict)
    asides: Mapping[Aside, tuple[str, ...]] = field(default_factory=dict)

    def only(self, aside: Aside) -> Mapping[str, str]:
        """Return words that let nothing but one aside be heard; a longer title beats a shorter."""
        heard = dict.fromkeys(self.asides[aside], aside.meaning)
        return {_EVERY_TITLE: _IGNORE, **dict.fromkeys(self.general, _IGNORE), **heard}

    @property
    def short(self) -> Collection[str]:
        """The names of the short days that titles refer to."""
        return {aside.short for aside in self.asides if aside.short is not None}


@dataclass(frozen=True, slots=True)
class Week:
    """The weekdays on which there is work."""

    workdays: frozenset[int]

    def opens(self, kind: Kind, day: date, length: int) -> bool:
        """Tell whether a statement over so many dates says anything of this one.

        A weekend stays closed, unless one date alone is said to be school or staff.
        """
        alone = length == 1 and kind in (Kind.SCHOOL, Kind.STAFF)
        return alone or kind is Kind.CLOSED or day.weekday() in self.workdays


@dataclass(frozen=True, slots=True)
class Stated:
    """What some files say: of all, of audiences, and the dates of short days by name."""

    kinds: Mapping[Slot, Kind]
    audiences: Mapping[str, Mapping[Slot, Kind]]
    short: Mapping[str, Collection[date]]


def read_words(table: Table, short: Collection[str]) -> Words:
    """Return what a scenario says of titles; `short` are the names of its short days."""
    general: dict[str, str] = {}
    asides: dict[Aside, list[str]] = defaultdict(list)
    path = (*table.path, WORDS.name)
    for title, value in table.get(WORDS).items():
        if isinstance(value, dict):
            inner = opened((*path, title), value, WORD, table.complaints)
            general[title] = _IGNORE
            means, audiences = inner.need(MEANS), inner.need(FOR)
            asides[Aside(means or _IGNORE, audiences)].append(title)
            continue
        key = Key(title, choice(*MEANINGS, *short), _IGNORE)
        meaning = Table(path, {title: value}, table.complaints).get(key)
        if meaning in short:
            asides[Aside("school", short=meaning)].append(title)
        general[title] = _IGNORE if meaning in short else meaning
    return Words(general, {aside: tuple(titles) for aside, titles in asides.items()})


def read_files(table: Table, calendars: Calendars, words: Words, week: Week) -> Stated:
    """Return what a calendar's files say; warn of titles that nobody has given a meaning yet."""
    audiences: dict[str, dict[Slot, Kind]] = defaultdict(dict)
    short: dict[str, set[date]] = defaultdict(set)
    kinds = _kinds(list(_understood(table, calendars, words.general)), week)
    for aside in words.asides:
        found = [events for _, events in calendars.school(table, FILES, words.only(aside))]
        if aside.short is not None:
            short[aside.short] |= {said.date for events in found for said in events.days}
        for audience in aside.audiences:
            audiences[audience] |= _kinds(found, week)
    return Stated(kinds, audiences, short)


def _understood(
    table: Table, calendars: Calendars, words: Mapping[str, str]
) -> Iterator[SchoolEvents]:
    for shown, events in calendars.school(table, FILES, words):
        for title in events.not_understood[:_MOST_TITLES]:
            calendars.warnings.append(
                f"{shown}: {title!r} is not understood and left out; say what it means under "
                f'[calendar.words]: "{_escaped(title)}" = "closed" (or {_OTHER_MEANINGS})'
            )
        rest = len(events.not_understood) - _MOST_TITLES
        if rest > 0:
            calendars.warnings.append(f"{shown}: {rest} more titles are not understood")
        yield events


_OTHER_MEANINGS = ", ".join(meaning for meaning in MEANINGS if meaning != "closed")


def _escaped(title: str) -> str:
    return title.replace("\\", "\\\\").replace('"', '\\"')


def _kinds(found: list[SchoolEvents], week: Week) -> dict[Slot, Kind]:
    """Return what files say; one that says school opens what is otherwise shut."""
    stated: dict[Slot, set[Kind]] = defaultdict(set)
    for events in found:
        lengths = Counter(day.uid for day in events.days)
        for said in events.days:
            if week.opens(said.kind, said.date, lengths[said.uid]):
                for half in Half if said.half is None else (said.half,):
                    stated[said.date, half].add(said.kind)
    return {slot: _together(kinds) for slot, kinds in stated.items()}


def _together(kinds: set[Kind]) -> Kind:
    opened_again = {Kind.CLOSED, Kind.BREAK} if Kind.SCHOOL in kinds else set()
    return strongest(kinds - opened_again)
