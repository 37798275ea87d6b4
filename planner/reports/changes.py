"""What changed between two plans: as text to send to each whom it concerns, and as JSON.

A confidential session is named to its audience and its facilitators alone. Everybody else reads
that there is coaching, when and where. The JSON is the manager's own, and whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from planner.domain.clock import moment
from planner.domain.difference import Change, Difference, Kind, LineChange
from planner.domain.ledger import dollars
from planner.domain.placement import PlacedSession
from planner.domain.record import LineTotal, canonical
from planner.reports.accounts import headed
from planner.reports.wording import listed, one_line

NOTHING = "Nothing has changed.\n"
_CENTS = 100


def changes_text(difference: Difference) -> str:
    """Return the changes: in all, for each audience, facilitator and site, and in money.

    Of what is only published since, the number alone: everybody's calendar confirms it.
    """
    if not difference:
        return NOTHING
    writer = _Writer(difference)
    blocks = [writer.headline(), *writer.groups(), *writer.budget()]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def changes_json(difference: Difference) -> str:
    """Return the changes as JSON, with old and new of each session and contract line."""
    return canonical(changes_document(difference))


def changes_document(difference: Difference) -> dict[str, Any]:
    """Return what the JSON says."""
    return {
        "engagement": difference.new.engagement,
        "changes": [_change(difference, change) for change in difference.changes],
        "published": list(difference.published),
        "lines": [
            {
                "id": change.line.id,
                "old": _figures(change.old),
                "new": _figures(change.new),
            }
            for change in difference.lines
        ],
    }


class _Writer:
    """Writes blocks of lines about one difference."""

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        self.titles = difference.titles

    def headline(self) -> list[str]:
        counts = [
            f"{number} {kind}"
            for kind in Kind
            if (number := sum(kind in one.kinds for one in self.difference.changes))
        ]
        told = len(self.difference.published)
        said = [", ".join(counts) or "no date changed", *([f"{told} published"] if told else [])]
        return [f"{one_line(self.titles.engagement)}: {'; '.join(said)}"]

    def groups(self) -> Iterator[list[str]]:
        changes = self.difference.changes
        for id, title in self.titles.audiences.items():
            yield from self._group(title, self.difference.concerning(id))
        for id, title in self.titles.facilitators.items():
            yield from self._group(title, (one for one in changes if id in one.facilitators))
        for id, title in self.titles.sites.items():
            there = (one for one in changes if id in one.sites)
            yield from self._group(title, there, inside=False)

    def budget(self) -> Iterator[list[str]]:
        if self.difference.lines:
            heading = headed("Budget", self.difference.new.state)
            yield [heading, *(f"  {_money(change)}" for change in self.difference.lines)]

    def _group(
        self, title: str, changes: Iterable[Change], *, inside: bool = True
    ) -> Iterator[list[str]]:
        lines = [line for one in changes for line in self._change(one, inside=inside)]
        if lines:
            yield [f"For {one_line(title)}", *(f"  {line}" for line in lines)]

    def _change(self, change: Change, *, inside: bool) -> Iterator[str]:
        is_open = inside or not change.told.confidential
        yield f"{' and '.join(change.kinds)}: {self._name(change) if is_open else 'Coaching'}"
        for label, placed in (("old", change.old), ("new", change.new)):
            if placed is not None:
                yield f"  {label}: {self._place(placed, is_open=is_open)}"

    def _name(self, change: Change) -> str:
        audience = listed([self.titles.audiences.get(id, id) for id in change.told.audience])
        return ": ".join(filter(None, (audience, one_line(change.told.title))))

    def _place(self, placed: PlacedSession, *, is_open: bool) -> str:
        zone = self.difference.new.zone
        dates = []
        for part in placed.parts:
            start, end = moment(part.start, zone), moment(part.end, zone)
            site = part.site and one_line(self.titles.sites.get(part.site, part.site))
            dates.append(
                f"{start:%a} {start.day} {start:%b} {start.year}, {start:%H:%M}-{end:%H:%M}, "
                f"{site or 'virtual'}"
            )
        team = listed([self.titles.facilitators.get(id, id) for id in placed.facilitators])
        return ", ".join(filter(None, ("; ".join(dates), team if is_open else "")))


def _money(change: LineChange) -> str:
    before, now = _charged(change.old), _charged(change.new)
    new = change.new
    unplanned = f"; {new.unplanned} unplanned" if new and new.unplanned else ""
    return f"{one_line(change.line.title)}: {before} before, {now} now{unplanned}"


def _charged(line: LineTotal | None) -> str:
    if line is None:
        return "no such line"
    unit = line.unit.removesuffix("s") if line.planned == "1" else line.unit
    planned = f"{line.planned} {unit}" if line.planned else ""
    return ", ".join(filter(None, (planned, _dollars(line.amount))))


def _dollars(amount: str) -> str:
    return dollars(int(Decimal(amount) * _CENTS))


def _change(difference: Difference, change: Change) -> dict[str, Any]:
    told = change.told
    return {
        "id": change.id,
        "kinds": list(change.kinds),
        "request": told.request,
        "title": told.title,
        "audience": list(told.audience),
        "confidential": told.confidential,
        "published": change.published,
        "old": _placement(difference, change.old),
        "new": _placement(difference, change.new),
    }


def _placement(difference: Difference, placed: PlacedSession | None) -> dict[str, Any] | None:
    if placed is None:
        return None
    zone = difference.new.zone
    return {
        "mode": placed.mode,
        "facilitators": list(placed.facilitators),
        "parts": [
            {
                "start": moment(part.start, zone).isoformat(),
                "end": moment(part.end, zone).isoformat(),
                "site": part.site,
            }
            for part in placed.parts
        ],
    }


def _figures(line: LineTotal | None) -> dict[str, str] | None:
    if line is None:
        return None
    return {"planned": line.planned, "unplanned": line.unplanned, "amount": line.amount}
