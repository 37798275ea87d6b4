"""The events of a calendar as icalendar reads them, held against the minutes of sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter
from zoneinfo import ZoneInfo

from planner.domain.clock import Span
from planner.reading.second.days import NotUnderstoodError, Rule

_MOST_BYTES = 20 * 1024 * 1024
_MINUTE = 60
_FREE = frozenset({"FREE", "WORKINGELSEWHERE"})
_CALLED_OFF = ("canceled:", "cancelled:")
_MOST_DAYS = 400
_MEANS_NOTHING = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What icalendar's objects raise where a value in the file has no meaning."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose calendar it is; events of the engagement, or with a UID of its `own`, never count."""

    engagement: str
    zone: ZoneInfo
    tentative_is_busy: bool
    addresses: Collection[str]
    own: Collection[str]


def taken(path: Path, policy: Policy, spans: Iterable[Span]) -> Iterator[tuple[Span, str]]:
    """Yield each of some spans that lies on a busy minute, with the UID of an event to blame."""
    wanted = sorted(spans)
    events = list(_events(path, policy))
    for span in wanted:
        for event in events:
            with suppress(NotUnderstoodError, *_MEANS_NOTHING):
                if event.covers(span):
                    yield span, event.uid
                    break


@dataclass(frozen=True)
class _Event:
    """A busy series: its start, exact length, rule, more dates, and instants that are not of it."""

    uid: str
    start: datetime
    length: timedelta
    whole_days: bool
    rules: tuple[Rule, ...]
    more: tuple[datetime, ...]
    without: frozenset[datetime]

    def covers(self, span: Span) -> bool:
        """Tell whether an instance shares a minute with a span."""
        since, until = (datetime.fromtimestamp(at * _MINUTE, UTC) for at in (span.start, span.end))
        first = (since - self.length).astimezone(self.start.tzinfo).date() - timedelta(days=1)
        last = until.astimezone(self.start.tzinfo).date()
        days = min((last - first).days + 1, _MOST_DAYS)
        starts = [one for n in range(days) for one in self._on(last - timedelta(days=n))]
        return any(
            _utc(one) < until and self._end(one) > since
            for one in (*starts, *self.more)
            if _utc(one) not in self.without
        )

    def _on(self, day: date) -> Iterator[datetime]:
        start = datetime.combine(day, self.start.time(), self.start.tzinfo)
        if day == self.start.date():
            yield start
            return
        for rule in self.rules:
            if _is_before(start, rule.until) and rule.falls_on(self.start.date(), day):
                yield start

    def _end(self, start: datetime) -> datetime:
        """Whole days end at a midnight, whatever the clocks do; all else lasts exactly as long."""
        return _utc(start + self.length) if self.whole_days else _utc(start) + self.length


def _is_before(start: datetime, until: date | datetime | None) -> bool:
    if until is None:
        return True
    if not isinstance(until, datetime):
        return start.date() <= until
    return start.replace(tzinfo=None) <= until if until.tzinfo is None else _utc(start) <= until


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _events(path: Path, policy: Policy) -> Iterator[_Event]:
    for calendar in _calendars(path):
        series: dict[str, list[Any]] = defaultdict(list)
        for component in calendar.walk("VEVENT"):
            series[str(component.get("UID", ""))].append(component)
        floating = _zone(str(calendar.get("X-WR-TIMEZONE", "")), policy.zone)
        is_off = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        for uid, components in series.items():
            if uid not in policy.own and not is_off:
                with suppress(NotUnderstoodError, *_MEANS_NOTHING):
                    yield from _series(uid, components, policy, floating)


def _calendars(path: Path) -> list[Any]:
    from icalendar import Calendar  # noqa: PLC0415 (slow to load)

    try:
        content = path.read_bytes() if path.is_file() else b""
        with catch_warnings():
            simplefilter("ignore")
            return list(Calendar.from_ical(content[:_MOST_BYTES], multiple=True))
    except (OSError, *_MEANS_NOTHING):
        return []


def _series(
    uid: str, components: list[Any], policy: Policy, floating: ZoneInfo
) -> Iterator[_Event]:
    """Yield the busy events of one UID: the newest version of the series, and what differs."""
    masters = [one for one in components if "RECURRENCE-ID" not in one]
    others = [one for one in components if "RECURRENCE-ID" in one]
    newest = max((int(one.get("SEQUENCE", 0)) for one in masters), default=0)
    read = _Reader(policy, floating)
    if any(one["RECURRENCE-ID"].params.get("RANGE") for one in others):
        raise NotUnderstoodError
    replaced = {_utc(read.moment(one["RECURRENCE-ID"])) for one in others}
    for one in masters:
        if int(one.get("SEQUENCE", 0)) == newest and _counts(one, policy):
            yield read.event(uid, one, replaced)
    for one in others:
        if _counts(one, policy):
            yield read.event(uid, one, set())


def _counts(component: Any, policy: Policy) -> bool:
    """Tell whether an event is busy: the same policy, said a second time."""
    words = {str(component.get(name, "")).upper() for name in ("STATUS", "TRANSP")}
    shown = {
        str(component.get(f"X-MICROSOFT-{name}-BUSYSTATUS", "")).upper()
        for name in ("CDO", "MSNCALENDAR")
    }
    title = str(component.get("SUMMARY", "")).casefold().strip()
    if words & {"CANCELLED", "TRANSPARENT"} or shown & _FREE or title.startswith(_CALLED_OFF):
        return False
    answers = set(_answers(component, policy.addresses))
    whose = str(component.get("X-PLANNER-ENGAGEMENT", policy.engagement))
    is_ours = "X-PLANNER-SESSION" in component and whose == policy.engagement
    is_tentative = "TENTATIVE" in words | shown | answers and "OOF" not in shown
    return (
        answers != {"DECLINED"} and not is_ours and (policy.tentative_is_busy or not is_tentative)
    )


def _answers(component: Any, addresses: Collection[str]) -> Iterator[str]:
    attendees = component.get("ATTENDEE", [])
    for one in attendees if isinstance(attendees, list) else [attendees]:
        if str(one).lower().removeprefix("mailto:") in addresses:
            yield str(one.params.get("PARTSTAT", "NEEDS-ACTION")).upper()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads times: whole days are the owner's, floating times those of the calendar's zone."""

    policy: Policy
    floating: ZoneInfo

    def event(self, uid: str, component: Any, replaced: Collection[datetime]) -> _Event:
        found = component["DTSTART"]
        start = self.moment(found)
        whole_days = not isinstance(found.dt, datetime)
        if "EXRULE" in component:
            raise NotUnderstoodError
        rules = component.get("RRULE", [])
        without = {_utc(one) for one in self._listed(component, "EXDATE", start)}
        return _Event(
            uid=uid,
            start=start,
            length=self._length(component, start),
            whole_days=whole_days,
            rules=tuple(map(Rule.of, rules if isinstance(rules, list) else [rules])),
            more=tuple(self._listed(component, "RDATE", start)),
            without=frozenset(without | set(replaced)),
        )

    def moment(self, found: Any) -> datetime:
        """Return a DATE or DATE-TIME with its zone."""
        value = found.dt
        if not isinstance(value, datetime):
            return datetime.combine(value, time(), self.policy.zone)
        if value.tzinfo is not None:
            return value
        if found.params.get("TZID"):
            raise NotUnderstoodError
        return value.replace(tzinfo=self.floating)

    def _listed(self, component: Any, name: str, start: datetime) -> Iterator[datetime]:
        found = component.get(name, [])
        for line in found if isinstance(found, list) else [found]:
            for one in line.dts:
                if isinstance(one.dt, tuple):
                    raise NotUnderstoodError
                is_date = not isinstance(one.dt, datetime)
                at = datetime.combine(one.dt, start.time()) if is_date else one.dt
                yield at if at.tzinfo else at.replace(tzinfo=start.tzinfo)

    def _length(self, component: Any, start: datetime) -> timedelta:
        whole_days = not isinstance(component["DTSTART"].dt, datetime)
        if "DTEND" in component:
            end = self.moment(component["DTEND"])
            if whole_days:
                return end.replace(tzinfo=None) - start.replace(tzinfo=None)
            return _utc(end) - _utc(start)
        if "DURATION" in component:
            length: timedelta = component["DURATION"].dt
            return length
        return timedelta(days=1) if whole_days else timedelta(0)


def _zone(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    with suppress(ValueError, OSError, KeyError):
        return ZoneInfo(name)
    return otherwise
