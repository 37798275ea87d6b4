"""A portfolio file, and the scenarios it lists, to engagements that share their facilitators."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from planner.domain.absence import Cause
from planner.domain.clock import Instant, moment
from planner.domain.digest import digest
from planner.domain.facilitator import Facilitator
from planner.domain.feed_paths import FOLDER as CALENDARS
from planner.domain.portfolio import Inputs, Portfolio
from planner.domain.problem import Engagement
from planner.domain.uids import uids_of
from planner.errors import BadInputError, Complaint, Where
from planner.reading.complaints import Complaints
from planner.reading.forms import ID, NAME, Form, is_id, list_of
from planner.reading.origins import Origins
from planner.reading.scenario import (
    ENGAGEMENTS,
    SCENARIO_ID,
    TITLE,
    TODAY,
    Reading,
    read_scenario,
)
from planner.reading.source import Source, neighbour, read_source
from planner.reading.table import Key, Schema, Table, opened
from planner.reading.wording import shown

_PATH = Form("the path of a scenario", NAME.read)
LISTED = Key[tuple[str, ...]](ENGAGEMENTS, list_of(_PATH, "a list of the paths of scenarios"), ())
PORTFOLIO = Schema("", (SCENARIO_ID, TITLE, TODAY, LISTED))

_MOST = 50


@dataclass(frozen=True)
class PortfolioReading:
    """A portfolio, and what each of its scenarios states, by the scenario's path.

    `ours` are the UIDs of all events that are written for any of them.
    """

    id: str
    title: str
    readings: Mapping[Path, Reading]
    ours: frozenset[str]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the engagements, in their order."""
        return tuple(one.problem.engagement.id for one in self.readings.values())

    @cached_property
    def inputs(self) -> tuple[Inputs, ...]:
        """What each engagement is planned from, in their order."""
        return tuple(Inputs(one.digest, digest(one.problem)) for one in self.readings.values())

    @property
    def portfolio(self) -> Portfolio:
        """The engagements as they are stated."""
        problems = tuple(reading.problem for reading in self.readings.values())
        return Portfolio(self.id, self.title, problems)


def is_portfolio(path: Path) -> bool:
    """Tell whether a file lists engagements; False where it cannot be read, which others say."""
    try:
        return ENGAGEMENTS in read_source(path).values
    except BadInputError:
        return False


def read_portfolio(path: Path, today: date | None = None) -> PortfolioReading:
    """Return the engagements that a portfolio file lists, seen from `today`.

    Without it the portfolio's own `today` holds for all and, without that, each scenario's. What
    the planner wrote for any of them keeps nobody busy. Raises `BadInputError` with everything
    that is wrong with any of them.
    """
    source = read_source(path)
    complaints = Complaints(Origins({(): source}))
    table = opened((), source.values, PORTFOLIO, complaints)
    as_of = today or table.get(TODAY)
    id = table.get(SCENARIO_ID) or path.stem
    if not is_id(id):
        table.complain(SCENARIO_ID, f"is missing, and {shown(id)} is not {ID.expected}")
    title = table.get(TITLE) or id
    paths = _paths(table, source)
    complaints.raise_any()
    readings = _read(paths, as_of)
    _check_ids(source, readings)
    _check_people(readings)
    ours = frozenset(uid for one in readings.values() for uid in uids_of(one.problem))
    each = {at: one.without(ours) for at, one in readings.items()}
    return PortfolioReading(id, title, each, ours)


def _paths(table: Table, source: Source) -> Sequence[Path]:
    written = table.get(LISTED)
    if len(written) > _MOST:
        table.complain(LISTED, f"lists {len(written)} scenarios; expected {_MOST} at most")
    paths = {name: source.folder / name for name in written}
    first: dict[str, str] = {}
    for name, path in paths.items():
        same = first.setdefault(os.path.realpath(path), name)
        if same != name:
            table.complain(LISTED, f"{shown(name)} is the same file as {shown(same)}")
        elif not os.path.lexists(path):
            message = f"there is no file {os.path.relpath(path)}"
            table.complain(LISTED, message, neighbour(path))
        elif is_portfolio(path):
            table.complain(LISTED, f"{shown(name)} is a portfolio itself; list its scenarios")
    return tuple(paths.values())


def _read(paths: Sequence[Path], today: date | None) -> Mapping[Path, Reading]:
    """Return what each scenario states; what is wrong with any of them is said at once."""
    found: dict[Path, Reading] = {}
    wrong: list[Complaint] = []
    for path in paths:
        try:
            found[path] = read_scenario(path, today)
        except BadInputError as error:
            wrong += error.complaints
    if wrong:
        raise BadInputError(wrong)
    return found


def _check_ids(source: Source, readings: Mapping[Path, Reading]) -> None:
    """Refuse engagements of one id, which would share a folder and the names of their events."""
    known: dict[str, str] = {CALENDARS: "the folder of the facilitators' calendars"}
    wrong: list[Complaint] = []
    for path, reading in readings.items():
        shown_as, own = os.path.relpath(path), reading.problem.engagement.id
        first = known.setdefault(own.casefold(), shown_as)
        if first != shown_as:
            message = f"{shown_as} has the id {own!r}, and so has {first}"
            wrong.append(Complaint(source.where((ENGAGEMENTS,)), message))
    if wrong:
        raise BadInputError(wrong)


def _check_people(readings: Mapping[Path, Reading]) -> None:
    """Refuse one id that is two people, or one person who is described in two ways."""
    first: dict[str, Reading] = {}
    wrong: list[Complaint] = []
    for reading in readings.values():
        for id in reading.problem.facilitators:
            other = first.setdefault(id, reading)
            differences = ", ".join(_differences(other, reading, id))
            if differences:
                wrong.append(_two_ways(other.defined[id], reading.defined[id], differences))
    if wrong:
        raise BadInputError(wrong)


def _two_ways(first: Where, second: Where, differences: str) -> Complaint:
    if first == second:
        message = f"means two things in two engagements: {differences}"
        return Complaint(second, message, "write it out where the facilitator is defined")
    message = f"is somebody else in {first.file}: {differences}"
    hint = "define the facilitator once, in a file that both scenarios include"
    return Complaint(second, message, hint)


def _differences(one: Reading, other: Reading, id: str) -> Iterator[str]:
    """Yield what two engagements say of a facilitator that cannot both be true."""
    if one is other:
        return
    was, now = one.problem.facilitators[id], other.problem.facilitators[id]
    for name, there, here in (
        ("title", was.title, now.title),
        ("skills", _listed(was.skills), _listed(now.skills)),
        ("timezone", was.zone.key, now.zone.key),
        ("max_days", _caps(was), _caps(now)),
    ):
        if there != here:
            yield f"{name} is {here} here and {there} there"
    if one.defined[id] != other.defined[id]:
        for name, differs in (
            ("busy", _files(one, id) != _files(other, id)),
            ("workdays, hours or leave", _pattern(one, other, id) != _pattern(other, one, id)),
        ):
            if differs:
                yield f"{name} differ"


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words)) or "empty"


def _caps(who: Facilitator) -> str:
    return (
        ", ".join(f"{name} {cap / 2:g}" for name, cap in sorted(who.max_halves.items())) or "none"
    )


def _files(reading: Reading, id: str) -> frozenset[str]:
    known = reading.busy_files.get(id)
    return frozenset(map(os.path.realpath, known.files if known else ()))


def _pattern(reading: Reading, other: Reading, id: str) -> frozenset[tuple[int, int]]:
    """Return when somebody is away but for meetings, inside the dates of both contracts."""
    years = [one.problem.engagement for one in (reading, other)]
    return frozenset(
        (one.span.start, one.span.end)
        for one in reading.absences[id]
        if one.cause is not Cause.BUSY
        if all(_is_inside(one.span.start, one.span.end, year) for year in years)
    )


def _is_inside(start: Instant, end: Instant, year: Engagement) -> bool:
    first, last = (moment(at, year.zone).date() for at in (start, end))
    return year.first < first and last < year.last
