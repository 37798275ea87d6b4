"""Whether the sessions of a visit fit in a day at all, and inside the hours asked for."""

from __future__ import annotations

from planner.domain.clock import moment
from planner.domain.layout import Option, options
from planner.domain.problem import (
    FULL_DAY,
    Engagement,
    Length,
    LengthUnit,
    Mode,
    Preferences,
    Session,
    Visit,
    Window,
)
from planner.reading.follow_ups import followed
from planner.reading.request_keys import HALF, HOURS, LENGTH, PREFER, THEN, VISITS
from planner.reading.requests import Frame, Wanted


def complain_of_misfits(engagement: Engagement, wanted: Wanted) -> None:
    """Complain of sessions that could not be placed on the emptiest of days."""
    ask, frame, day = wanted.ask, wanted.frame, engagement.day
    for count in sorted({len(group) for group in wanted.groups}):
        starts = _starts(engagement, wanted, count)
        what = _what(frame, count)
        no_room = f"leaves no room for {what} inside AM {day.am} or PM {day.pm}"
        if not starts:
            hours = f"AM {day.am} and PM {day.pm} with a break of {day.break_minutes} minutes"
            where = "one half" if frame.follow_up and count == 1 else "one day"
            key = ask.nearest(LENGTH, VISITS, THEN)
            ask.complain(key, f"{what} do not fit in {where}: {hours}")
        elif not _any_inside(engagement, starts, frame.rules):
            ask.complain(ask.nearest(LENGTH, HALF, HOURS), f"{_limits(frame.rules)} {no_room}")
        elif not _any_inside(engagement, starts, frame.prefer):
            ask.complain(ask.nearest(LENGTH, PREFER), f"{_limits(frame.prefer)} {no_room}")


def _starts(engagement: Engagement, wanted: Wanted, count: int) -> tuple[Option, ...]:
    """Return the starts that so many sessions have on one date; a day of N stands for all."""
    frame = wanted.frame
    length = frame.length
    if length.unit is LengthUnit.DAYS and count == 1:
        length = FULL_DAY
    visit = Visit(
        id=wanted.ask.id,
        request=wanted.ask.id,
        sessions=tuple(
            followed(
                (Session(str(n), (), length, None) for n in range(count)),
                frame.follow_up,
                frame.sites[0],
            )
        ),
        modes=(Mode.VIRTUAL,),
        sites=(),
        team=frame.team.size,
        pool=frame.team.pool,
        window=Window(engagement.first, engagement.first),
        kinds=frame.kinds,
        rules=frame.rules,
        prefer=frame.prefer,
        promised=True,
        priority=frame.priority,
    )
    return tuple(options(engagement, visit))


def _any_inside(engagement: Engagement, starts: tuple[Option, ...], asked: Preferences) -> bool:
    return any(_is_inside(engagement, start, asked) for start in starts)


def _is_inside(engagement: Engagement, start: Option, asked: Preferences) -> bool:
    """Tell whether a start keeps to the half and the hours asked for."""
    if asked.half is not None and engagement.day.half_at(start.minute) is not asked.half:
        return False
    if asked.hours is None:
        return True
    clocks = [
        (moment(part.start, engagement.zone), moment(part.end, engagement.zone))
        for part in start.all_parts
    ]
    return all(
        asked.hours.start <= begin.hour * 60 + begin.minute
        and end.hour * 60 + end.minute <= asked.hours.end
        for begin, end in clocks
    )


def _what(frame: Frame, count: int) -> str:
    """Return what a visit of so many sessions consists of."""
    length = _worded(frame.length)
    what = f"{count} sessions of {length}" if count > 1 else length
    if frame.follow_up is None:
        return what
    each = ", each" if count > 1 else ""
    return f"{what}{each} with a follow-up of {_worded(frame.follow_up.length)}"


def _worded(length: Length) -> str:
    if length.unit is LengthUnit.MINUTES:
        return f"{length.amount} minutes"
    if length.unit is LengthUnit.HALVES:
        return "half a day"
    return "a full day" if length.unit is LengthUnit.FULL_DAY else f"{length.amount} days"


def _limits(asked: Preferences) -> str:
    half = [f"half {asked.half}"] if asked.half else []
    return " with ".join([*half, *([f"hours {asked.hours}"] if asked.hours else [])])
