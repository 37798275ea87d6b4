"""The instances of one component (RFC 5545 sections 3.8.4.4 to 3.8.5.3).

Rules are expanded on the naive wall clock of the series' own zone, so that a class at 08:30 stays
at 08:30, and each instance's instant is looked up after that. Only what touches the window is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo

from planner.reading.ics.content import Component, Property
from planner.reading.ics.limits import MAX_INSTANCES, Steps, TooManyStepsError, Warnings
from planner.reading.ics.rules import DENSE, Rule, expand, parse, without_times
from planner.reading.ics.values import (
    Length,
    Scope,
    Seconds,
    Stamp,
    UnreadableError,
    duration,
    end_of,
    exact,
    forward,
    listed,
    period,
    seconds,
    shifted,
    stamp,
    utc_clock,
    wall_clock,
)

_ONE_DAY = Length(1, 0)
_NO_TIME = Length(0, 0)
_DAY_SECONDS = 86_400
VALUE_STEPS = 10  # what a written date costs, against a date that a rule looks at
_INSTANCE_STEPS = 20  # the same for an instance, in time and memory
_MARGIN_DAYS = 2  # more than any offset from UTC


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a component, and what made it: the RRULE, "single", "added"..."""

    start: Seconds
    end: Seconds
    origin: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What instances are wanted for: the window in seconds, and what the file may still cost."""

    since: Seconds
    until: Seconds
    steps: Steps
    warnings: Warnings

    def touches(self, instance: Instance) -> bool:
        """Tell whether the instance takes time inside the window, or is a moment in it."""
        moment = instance.start == instance.end >= self.since
        return instance.start < self.until and (moment or instance.end > self.since)


@dataclass(frozen=True, slots=True)
class Series:
    """A component that has a start: when, by which clock, and for how long each instance lasts."""

    component: Component
    scope: Scope
    start: Stamp
    length: Length

    @property
    def zone(self) -> tzinfo:
        """The zone whose wall clock the series recurs by."""
        return self.scope.zone(self.start)

    def instance(self, wall: datetime, origin: str, length: Length | None = None) -> Instance:
        """Return the instance that starts at a wall time."""
        starts = seconds(wall, self.zone)
        return Instance(starts, end_of(wall, self.zone, length or self.length), origin)

    def aligned(self, other: Stamp) -> Stamp:
        """Read a time that speaks of this series as the series' own kind of time.

        A date-time on an all-day series names a date, a date on a timed one its time of day, and
        a floating time is the series' zone's.
        """
        if self.start.whole_day:
            return _as_date(other, self.scope)
        if other.whole_day:
            wall = datetime.combine(other.wall, self.start.wall.time())
            return Stamp(wall, self.zone, whole_day=False)
        return Stamp(other.wall, other.zone or self.zone, whole_day=False)


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Original starts that do not happen: instants, and whole dates of the series' clock."""

    instants: set[Seconds] = field(default_factory=set)
    dates: set[date] = field(default_factory=set)

    def add(self, series: Series, other: Stamp) -> None:
        """Exclude what an EXDATE or RECURRENCE-ID names."""
        if other.whole_day and not series.start.whole_day:
            self.dates.add(other.wall.date())
        else:
            self.instants.add(series.scope.seconds(series.aligned(other)))

    def hit(self, instance: Instance, zone: tzinfo) -> bool:
        """Tell whether the instance is excluded."""
        if instance.start in self.instants:
            return True
        return bool(self.dates) and wall_clock(instance.start, zone).date() in self.dates


def read_series(component: Component, scope: Scope) -> Series:
    """Return the component's start and length; raise `UnreadableError` if it has no start."""
    found = component.first("DTSTART")
    if found is None:
        raise UnreadableError("it has no DTSTART")
    start = stamp(found.value, found, scope)
    default = _ONE_DAY if start.whole_day else _NO_TIME
    return Series(component, scope, start, read_length(component, scope, start) or default)


def read_length(component: Component, scope: Scope, start: Stamp) -> Length | None:
    """Return how long each instance lasts, if the component says so (sections 3.6.1, 3.8.2.5).

    A DTEND makes an exact length, a DURATION a nominal one; between dates both are nominal.
    """
    ends = component.first("DTEND")
    lasts = component.first("DURATION")
    if ends is not None:
        length = forward(exact(start, stamp(ends.value, ends, scope), scope))
    elif lasts is not None:
        length = forward(duration(lasts.value))
    else:
        return None
    if start.whole_day and (lasts is not None or length == _NO_TIME):
        days = length.days - -length.seconds // _DAY_SECONDS
        return Length(max(1, days), 0)
    return length


def instances(series: Series, replaced: Exclusions, frame: Frame) -> Iterator[Instance]:
    """Yield the instances that touch the frame's window, each start once.

    Those in `replaced` have overrides and are left out. What is too much to expand, and what
    recurs more often than hourly, becomes one long instance from its start to its end, with a
    warning: better busy for too long than free by mistake.
    """
    rules = list(_rules(series, "RRULE", frame.warnings))
    try:
        excluded = _excluded(series, frame)
        made = _expanded(series, rules, frame)
        yield from _counted(made, series, rules, (excluded, replaced), frame)
    except TooManyStepsError:
        frame.warnings.add("takes too long to expand; read as lasting from its start to its end")
        yield _whole(series, rules, seconds(series.start.wall, series.zone), frame)


def _counted(
    made: Iterable[Instance],
    series: Series,
    rules: Sequence[Rule],
    left_out: Iterable[Exclusions],
    frame: Frame,
) -> Iterator[Instance]:
    """Yield what happens inside the window, each start once and not too many of them."""
    seen: set[Seconds] = set()
    for instance in made:
        if instance.start in seen or not frame.touches(instance):
            continue
        if any(exclusions.hit(instance, series.zone) for exclusions in left_out):
            continue
        frame.steps.spend(_INSTANCE_STEPS)
        seen.add(instance.start)
        if len(seen) > MAX_INSTANCES:
            frame.warnings.add(
                f"recurs more than {MAX_INSTANCES:,} times; the rest is read as lasting to its end"
            )
            yield _whole(series, rules, instance.start, frame)
            return
        yield instance


def _expanded(series: Series, rules: Sequence[Rule], frame: Frame) -> Iterator[Instance]:
    """Yield all instances, excluded ones included; a period's length goes before a rule's."""
    origin = "start" if rules else "single"
    for found, text in listed(series.component, "RDATE"):
        frame.steps.spend(VALUE_STEPS)
        try:
            added, length = _added(text, found, series)
        except (ValueError, OverflowError) as error:
            frame.warnings.add(f"an added date cannot be read ({error}); ignored")
            continue
        yield series.instance(added.wall, "added", length)
    for rule in rules:
        yield from _by_rule(series, rule, frame)
    yield series.instance(series.start.wall, origin)


def _by_rule(series: Series, rule: Rule, frame: Frame) -> Iterator[Instance]:
    if rule.frequency in DENSE:
        frame.warnings.add(f"recurs {rule.frequency}; read as lasting from its start to its end")
        yield _whole(series, [rule], seconds(series.start.wall, series.zone), frame)
        return
    first = shifted(
        utc_clock(frame.since - series.length.seconds), -series.length.days - _MARGIN_DAYS
    )
    end = _last_start(series, rule)
    last = shifted(utc_clock(frame.until if end is None else min(frame.until, end)), _MARGIN_DAYS)
    for wall in expand(rule, series.start.wall, first, last, frame.steps):
        instance = series.instance(wall, rule.text)
        if end is not None and instance.start > end:
            return
        yield instance


def _added(text: str, found: Property, series: Series) -> tuple[Stamp, Length | None]:
    """Read one RDATE: the wall clock of its own zone is turned into that of the series."""
    if "/" in text:
        start, length = period(text, found, series.scope)
    else:
        start, length = stamp(text, found, series.scope), None
    start = series.aligned(start)
    wall = wall_clock(series.scope.seconds(start), series.zone)
    return Stamp(wall, series.start.zone, whole_day=series.start.whole_day), length


def _excluded(series: Series, frame: Frame) -> Exclusions:
    excluded = Exclusions()
    for found, text in listed(series.component, "EXDATE"):
        frame.steps.spend(VALUE_STEPS)
        try:
            excluded.add(series, stamp(text, found, series.scope))
        except (ValueError, OverflowError) as error:
            frame.warnings.add(f"an excluded date cannot be read ({error}); ignored")
    for rule in _rules(series, "EXRULE", frame.warnings):
        if rule.frequency not in DENSE:
            excluded.instants.update(each.start for each in _by_rule(series, rule, frame))
    return excluded


def _rules(series: Series, name: str, warnings: Warnings) -> Iterator[Rule]:
    """Yield the rules of a name that can be followed, their UNTIL included."""
    for found in series.component.all(name):
        try:
            rule = parse(found.value)
            rule = without_times(rule) if series.start.whole_day else rule
            _last_start(series, rule)
        except (ValueError, OverflowError) as error:
            warnings.add(f"{error}; only its first date and those written out are read")
        else:
            yield rule


def _last_start(series: Series, rule: Rule) -> Seconds | None:
    """Return the last instant at which an instance may start, if the rule says so.

    A DATE means all of that day on a timed series (section 3.3.10 forbids it, programs write it).
    """
    start = seconds(series.start.wall, series.zone)
    if rule.until:
        until = stamp(rule.until, None, series.scope)
        if until.whole_day and not series.start.whole_day:
            return seconds(shifted(until.wall, 1), series.zone) - 1
        return series.scope.seconds(series.aligned(until))
    if rule.count and rule.frequency in DENSE and not _limited(rule):
        return start + (rule.count - 1) * rule.interval * DENSE[rule.frequency]
    return None


def _limited(rule: Rule) -> bool:
    """Tell whether BY parts may thin out a dense rule, and so stretch its COUNT."""
    parts = (rule.months, rule.weekdays, rule.month_days, rule.year_days, rule.weeks)
    return any((*parts, rule.hours, rule.minutes, rule.seconds, rule.positions))


def _whole(series: Series, rules: Sequence[Rule], start: Seconds, frame: Frame) -> Instance:
    """Return one instance from `start` to the end of the series, or of the window."""
    ends = [_last_start(series, rule) for rule in rules]
    known = [end for end in ends if end is not None]
    end = frame.until
    if known and len(known) == len(ends):
        end = min(end, max(known) + series.length.days * _DAY_SECONDS + series.length.seconds)
    return Instance(start, max(start, end), rules[0].text if rules else "added")


def _as_date(other: Stamp, scope: Scope) -> Stamp:
    """Return the date that a date-time means on an all-day series.

    It is the date as written; but an instant in UTC, unless it is a midnight, is the owner's date.
    """
    wall = other.wall
    if other.zone is UTC and wall.time() != time():
        wall = wall_clock(scope.seconds(other), scope.days)
    return Stamp(datetime.combine(wall, time()), None, whole_day=True)
