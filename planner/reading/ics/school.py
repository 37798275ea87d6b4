"""What a school's calendar says of its dates (district feeds: one event per closed span)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.domain.calendar import Kind
from planner.domain.clock import Half, Span, dates_between, instant, moment
from planner.errors import BadInputError, Complaint, Where
from planner.reading.ics.document import read_document
from planner.reading.ics.limits import MAX_STATEMENTS, MAX_TITLES
from planner.reading.ics.overrides import Event
from planner.reading.ics.recurrence import Instance
from planner.reading.ics.school_words import Meaning, meaning_of

_MINUTE = 60
_MOST_OF_A_DAY = 5 * 60 * 60  # seconds
_AFTER_SCHOOL = (
    15 * 60 + 30
)  # minutes after midnight; from then on an event changes nothing about the school day
_MAX_TITLE = 120

_SAID: Mapping[Meaning, tuple[Kind, Half | None]] = {
    Meaning.SCHOOL: (Kind.SCHOOL, None),
    Meaning.STAFF: (Kind.STAFF, None),
    Meaning.BREAK: (Kind.BREAK, None),
    Meaning.CLOSED: (Kind.CLOSED, None),
    Meaning.AM_CLOSED: (Kind.CLOSED, Half.AM),
    Meaning.PM_CLOSED: (Kind.CLOSED, Half.PM),
}


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """One statement of a school calendar about one date, or about one half of it."""

    date: date
    half: Half | None
    kind: Kind
    uid: str


@dataclass(frozen=True, slots=True)
class SchoolEvents:
    """All statements of a school calendar, by date, and the titles that were not understood.

    A school's calendar is public, so titles may be shown. The dates are stated as the feed
    states them: weekends inside a span are stated too, and two events may contradict each other.
    """

    days: tuple[SchoolDay, ...]
    not_understood: tuple[str, ...]
    warnings: tuple[str, ...]


def read_school(  # noqa: PLR0913, PLR0917 (what a caller knows about one file)
    path: Path, shown: str, zone: ZoneInfo, first: date, last: date, words: Mapping[str, str]
) -> SchoolEvents:
    """Read what a school calendar says of the dates from `first` to `last`, both included.

    `words` maps texts in titles to one of school, staff, break, closed, am-closed, pm-closed and
    ignore; they beat the built-in table, the longest first. A title that nothing explains, or
    that concerns some grades only, is returned as not understood and never guessed. `shown` is
    the path as messages name it. Raise `BadInputError` if the file is unreadable or no calendar.
    """
    window = Span(instant(first, 0, zone), instant(last + timedelta(days=1), 0, zone))
    document = read_document(path, shown, zone, window)
    own = {_title(word).casefold(): Meaning(said) for word, said in words.items()}
    meanings = _Meanings({word: meaning for word, meaning in own.items() if word})
    days: set[SchoolDay] = set()
    unknown: set[str] = set()
    for event, instance in document.occurrences():
        meaning = _meaning(event, instance, zone, meanings)
        if meaning is Meaning.ASK:
            unknown.add(_title(event.component.text("SUMMARY")))
        elif meaning in _SAID:
            days.update(_stated(event, instance, meaning, zone, (first, last)))
        if len(days) > MAX_STATEMENTS:
            raise _too_much(shown, f"says more than {MAX_STATEMENTS:,} things of these dates")
        if len(meanings.found) > MAX_TITLES:
            raise _too_much(shown, f"holds more than {MAX_TITLES:,} different titles")
    return SchoolEvents(
        tuple(sorted(days, key=lambda day: (day.date, day.half or "", day.kind, day.uid))),
        tuple(sorted(unknown - {""})),
        document.frame.warnings.listed(),
    )


@dataclass(frozen=True, slots=True)
class _Meanings:
    """What titles mean: each is looked up once; `words` are the scenario's, in lower case."""

    words: Mapping[str, Meaning]
    found: dict[str, Meaning] = field(default_factory=dict)

    def own(self, title: str) -> Meaning | None:
        """Return what the scenario says of a title: by the longest of its words in it."""
        matching = [word for word in self.words if word in title.casefold()]
        return self.words[max(matching, key=len)] if matching else None

    def of(self, title: str) -> Meaning:
        """Return what the built-in table says of a title."""
        if title not in self.found:
            self.found[title] = meaning_of(title)
        return self.found[title]


def _meaning(event: Event, instance: Instance, zone: ZoneInfo, meanings: _Meanings) -> Meaning:
    """Return what an instance says: by the scenario's words, else by title and time of day."""
    if event.component.word("STATUS") == "CANCELLED":
        return Meaning.IGNORE
    title = _title(event.component.text("SUMMARY"))
    own = meanings.own(title)
    if own is not None:
        return own
    meaning = meanings.of(title)
    half_or_none = meaning in (Meaning.AM_CLOSED, Meaning.PM_CLOSED, Meaning.IGNORE)
    if half_or_none or instance.end - instance.start >= _MOST_OF_A_DAY:
        return meaning
    begins = moment(instance.start // _MINUTE, zone)
    after_school = begins.hour * 60 + begins.minute >= _AFTER_SCHOOL
    return Meaning.IGNORE if after_school else Meaning.ASK


def _stated(
    event: Event, instance: Instance, meaning: Meaning, zone: ZoneInfo, dates: tuple[date, date]
) -> Iterator[SchoolDay]:
    """Yield a statement for each local date that the instance touches."""
    kind, half = _SAID[meaning]
    begins = moment(instance.start // _MINUTE, zone).date()
    ends = moment(max(instance.start, instance.end - 1) // _MINUTE, zone).date()
    for day in dates_between(max(begins, dates[0]), min(ends, dates[1])):
        yield SchoolDay(day, half, kind, event.uid)


def _too_much(shown: str, message: str) -> BadInputError:
    return BadInputError([Complaint(Where(shown), message)])


def _title(text: str) -> str:
    """Return a title on one line, without what a terminal could not show."""
    plain = "".join(character for character in " ".join(text.split()) if character.isprintable())
    return plain[:_MAX_TITLE]
