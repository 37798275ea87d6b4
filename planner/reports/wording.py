"""The words of an event, as a facilitator reads them on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.confidential import COACHING
from planner.domain.placement import PlacedSession
from planner.domain.problem import Engagement, Mode, Request, Site

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class Status(StrEnum):
    """How sure a date is: published or draft; or, after it was published, withdrawn or missed."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"
    MISSED = "MISSED"

    @property
    def is_off(self) -> bool:
        """Tell whether nobody meets."""
        return self in (Status.CANCELLED, Status.MISSED)

    @property
    def of_event(self) -> str:
        """The STATUS of a VEVENT, of which RFC 5545 has three: what was missed is cancelled."""
        return Status.CANCELLED.value if self.is_off else self.value


_NEWS = {
    Status.CONFIRMED: "",
    Status.TENTATIVE: "Draft: this date may still change.",
    Status.CANCELLED: "Cancelled: this session does not take place.",
    Status.MISSED: "Missed: this session was not held.",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A placed session with all that can be said of it looked up.

    `audience` and `team` are titles. `request` is None when it has left the scenario; `before` is
    what a follow-up follows, empty where nobody is to know or nothing is followed. `made_up` is
    when a missed session is made up for, empty where that has no date. `sites` has that of each
    part, None when the session is virtual or its site has left.
    """

    engagement: Engagement
    placed: PlacedSession
    status: Status
    request: Request | None
    before: str
    made_up: str
    audience: tuple[str, ...]
    team: tuple[str, ...]
    sites: tuple[Site | None, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one event; an empty one is left unsaid. Only `description` has several lines."""

    summary: str
    location: str = ""
    description: str = ""
    link: str = ""
    category: str = ""


def in_full(subject: Subject, number: int) -> Words:
    """Return what those concerned read of the part with this number, from 1."""
    link = _link(subject)
    return Words(
        summary=_summary(subject, number),
        location=link or _location(subject.sites[number - 1], _room(subject)),
        description="\n".join(_description(subject, number)),
        link=link,
        category=one_line(subject.request.type) if subject.request else "",
    )


def neutrally(subject: Subject, number: int) -> Words:
    """Return what everybody else reads of a part of a confidential session: not who, not what."""
    location = _location(subject.sites[number - 1], room="")
    return Words(summary=_marked(subject, COACHING), location=location)


def one_line(text: str) -> str:
    """Return a text as the single line that a title or an address is."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def listed(titles: Sequence[str]) -> str:
    """Join titles as people say them: A, B and C."""
    lines = [one_line(title) for title in titles]
    return " and ".join(filter(None, (", ".join(lines[:-1]), *lines[-1:])))


def titled(title: str, audience: Sequence[str]) -> str:
    """Return what a session is called: who attends, and what it is."""
    return ": ".join(filter(None, (listed(audience), one_line(title) or "Session")))


def _summary(subject: Subject, number: int) -> str:
    headline = titled(subject.request.title if subject.request else "", subject.audience)
    told = (headline + _whereabouts(subject, number), _part(subject, number))
    return _marked(subject, ", ".join(filter(None, told)))


def _marked(subject: Subject, headline: str) -> str:
    status = subject.status
    return f"{status.value.capitalize()}: {headline}" if status.is_off else headline


def _whereabouts(subject: Subject, number: int) -> str:
    """Return the place, as titles say it."""
    if subject.placed.mode == Mode.VIRTUAL:
        return " (virtual)"
    site = subject.sites[number - 1]
    title = one_line(site.title) if site else ""
    return f" at {title}" if title else ""


def _part(subject: Subject, number: int) -> str:
    count = len(subject.placed.parts)
    return f"part {number} of {count}" if count > 1 else ""


def _location(site: Site | None, room: str) -> str:
    if site is None:
        return ""
    title, address = one_line(site.title), one_line(site.address)
    return ", ".join(filter(None, ("" if title in address else title, room, address)))


def _room(subject: Subject) -> str:
    return one_line(subject.request.room) if subject.request else ""


def _link(subject: Subject) -> str:
    """Return the link to join by; nobody shall join what is off."""
    is_joinable = subject.placed.mode == Mode.VIRTUAL and not subject.status.is_off
    if not is_joinable or subject.request is None:
        return ""
    return one_line(subject.request.link).replace(" ", "")


def _description(subject: Subject, number: int) -> Iterator[str]:
    """Yield the lines: the link first, where calendars look for it, then news, then the rest."""
    link, request = _link(subject), subject.request
    yield from (link, "") if link else ()
    yield from filter(None, (_NEWS[subject.status],))
    yield from _labelled("Made up for", subject.made_up)
    yield from _labelled("Who", listed(subject.audience))
    yield from _labelled("Led by", listed(subject.team))
    yield from _labelled("Follows", subject.before)
    site = subject.sites[number - 1]
    if site is not None:
        place = (one_line(site.title), _room(subject))
        yield from _labelled("Where", ", ".join(filter(None, place)))
    if request is not None:
        yield from _labelled("Focus", one_line(request.focus))
        yield from _labelled("Bring", one_line(request.bring))
        yield from _labelled("Leave behind", one_line(request.leave))
    yield from filter(None, (_part(subject, number).capitalize(),))
    if request is not None and request.confidential:
        yield "Confidential: other calendars only say that there is coaching."
    yield one_line(subject.engagement.title)


def _labelled(label: str, text: str) -> Iterator[str]:
    if text:
        yield f"{label}: {text}"
