"""`plan busy FILE`: when a calendar says its owner is busy, and why the rest does not count."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from planner.cli.exits import Exit
from planner.cli.instants import Zone, read_instant
from planner.domain.clock import Span, moment
from planner.errors import BadInputError, Complaint, Where

if TYPE_CHECKING:
    from planner.reading.ics import BusyCalendar, Occurrence


@click.command("busy", short_help="Show when a calendar says its owner is busy, and why.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--zone", type=Zone(), required=True, help="The owner's time zone.")
@click.option("--from", "since", required=True, metavar="INSTANT", help="Start of the window.")
@click.option("--to", "until", required=True, metavar="INSTANT", help="End of the window.")
@click.option(
    "--tentative",
    type=click.Choice(["busy", "free"]),
    default="busy",
    help="What tentative time counts as (busy).",
)
@click.option(
    "--owner", "owners", multiple=True, metavar="ADDRESS", help="The owner's mail address."
)
@click.option("--json", "as_json", is_flag=True, help="Print the busy intervals as JSON, in UTC.")
def command(  # noqa: PLR0913, PLR0917 (one for each option)
    file: Path,
    zone: ZoneInfo,
    since: str,
    until: str,
    tentative: str,
    owners: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 (an option of the command line)
) -> int:
    """Read FILE, a calendar (.ics), and print when its owner is busy.

    Each busy interval comes with the events and rules that made it, then what does not count and
    why; titles are not shown. An INSTANT is an ISO 8601 time with its offset or Z, or a date or
    time on the clocks of ZONE.
    """
    from planner.reading.ics import BusyPolicy, read_busy  # noqa: PLC0415 (slow to load)
    from planner.reading.ours import without_ours  # noqa: PLC0415

    window = Span(read_instant(since, zone, "--from"), read_instant(until, zone, "--to"))
    if window.end <= window.start:
        raise click.BadParameter("is not after --from", param_hint="--to")
    addresses = frozenset(owner.lower().removeprefix("mailto:") for owner in owners)
    policy = BusyPolicy(zone, tentative == "busy", addresses)
    shown = os.path.relpath(file)
    if file.is_dir():
        complaint = Complaint(Where(shown), "is a folder; expected one calendar (.ics)")
        raise BadInputError([complaint])
    found = without_ours(read_busy(file, shown, policy, window), file, shown, None)
    if as_json:
        click.echo(_as_json(found))
        return Exit.DONE
    for warning in found.warnings:
        click.echo(f"warning: {warning}", err=True)
    for line in _as_text(found, zone):
        click.echo(line)
    return Exit.DONE


def _as_json(found: BusyCalendar) -> str:
    busy = [[_in_utc(span.start), _in_utc(span.end)] for span in found.busy]
    return dumps({"busy": busy, "warnings": list(found.warnings)}, indent=2, ensure_ascii=False)


def _in_utc(at: int) -> str:
    return f"{datetime.fromtimestamp(at * 60, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _as_text(found: BusyCalendar, zone: ZoneInfo) -> Iterator[str]:
    """Yield each busy interval with what made it, then what does not count."""
    counting = [one for one in found.occurrences if one.busy]
    yield f"busy, by clocks in {zone.key}:" if found.busy else "never busy in this window"
    for span in found.busy:
        yield f"  {_worded(span, zone)}"
        for one in counting:
            if one.span.overlaps(span):
                yield f"      {_event(one, zone)}"
    others = [one for one in found.occurrences if not one.busy]
    if others:
        yield "does not count:"
    for one in others:
        yield f"  {_event(one, zone)}"


def _event(one: Occurrence, zone: ZoneInfo) -> str:
    uid = "".join(c if c.isprintable() else "?" for c in one.uid)
    return f"{_worded(one.span, zone)}  {one.reason}  {uid}  ({one.rule})"


def _worded(span: Span, zone: ZoneInfo) -> str:
    start, end = moment(span.start, zone), moment(span.end, zone)
    last = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%a %Y-%m-%d %H:%M}"
    return f"{start:%a %Y-%m-%d %H:%M} - {last}"
