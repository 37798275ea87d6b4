"""A scenario file, and the calendars it names, to the problem it states."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.absence import Absence, absent, without
from planner.domain.contract import Contract
from planner.domain.digest import digest
from planner.domain.problem import Day, Engagement, Problem, Window
from planner.domain.torn import torn
from planner.domain.uids import uids_of
from planner.errors import Where
from planner.reading.asks import Ask, read_asks
from planner.reading.billing import BILLING
from planner.reading.calendars import BusyFiles, Calendars
from planner.reading.contract import CONTRACT, LINES, read_contract
from planner.reading.day import DAY, read_day
from planner.reading.deliveries.log_file import read_log
from planner.reading.expand import expand
from planner.reading.feeds import BASE_URL, FEEDS
from planner.reading.fits import complain_of_misfits
from planner.reading.forms import A_WHILE, DATE, EARLIEST, ID, LATEST, NAME, TABLE, is_id
from planner.reading.include import AS_WRITTEN, INCLUDE, REQUESTS, Joined, Texts, read_joined
from planner.reading.links import read_orders, read_same_team
from planner.reading.names import Names
from planner.reading.people import (
    FACILITATOR,
    SITE,
    TRAVEL,
    TRAVEL_MINUTES,
    read_audiences,
    read_facilitators,
    read_sites,
)
from planner.reading.request_keys import REQUEST
from planner.reading.requests import Wanted, read_wanted
from planner.reading.school import read_school
from planner.reading.school_keys import CALENDAR
from planner.reading.seats import unknown_sizes
from planner.reading.sessions import read_sessions
from planner.reading.setting import Setting
from planner.reading.table import Key, Schema, Table, opened
from planner.reading.texts import read_texts
from planner.reading.windows import read_windows
from planner.reading.wording import shown
from planner.reading.zones import ZONE

_Tables = Mapping[str, Any]
_NONE: _Tables = {}

SCENARIO_ID = Key("id", ID, None)
TITLE = Key("title", NAME, None)
TIMEZONE = Key("timezone", ZONE, None)
START = Key("start", DATE, None)
END = Key("end", DATE, None)
TODAY = Key("today", DATE, None)
FREEZE = Key("freeze", A_WHILE, None)
DAY_TABLE = Key("day", TABLE, _NONE)
CALENDAR_TABLE = Key("calendar", TABLE, _NONE)
WINDOW_TABLE = Key("windows", TABLE, _NONE)
TRAVEL_TABLE = Key("travel", TABLE, _NONE)
CONTRACT_TABLE = Key("contract", TABLE, _NONE)
BILLING_TABLE = Key("billing", TABLE, _NONE)
FEEDS_TABLE = Key("feeds", TABLE, _NONE)
SITES = Key("sites", TABLE, _NONE)
FACILITATORS = Key("facilitators", TABLE, _NONE)
AUDIENCES = Key("audiences", TABLE, _NONE)
SESSIONS = Key("sessions", TABLE, _NONE)

OWN = (SCENARIO_ID, TITLE, TIMEZONE, START, END, TODAY, FREEZE)
"""What only the scenario itself may say, not a file that it includes."""

SCENARIO = Schema(
    "",
    (
        *(*OWN, INCLUDE),
        *(DAY_TABLE, CALENDAR_TABLE, TRAVEL_TABLE, WINDOW_TABLE, CONTRACT_TABLE, BILLING_TABLE),
        FEEDS_TABLE,
        *(SITES, FACILITATORS, AUDIENCES, REQUESTS, SESSIONS),
    ),
)

ENGAGEMENTS = "engagements"
"""The key that makes a file a portfolio, and no scenario."""

_LONGEST_DAYS = 3 * 366
_STAND_IN_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Reading:
    """What a scenario states, and what its reader should be told besides.

    `digest` is that of the scenario as it is planned alone. `absences` say why facilitators lead
    nothing when; `busy_files` are the calendars that say so; `defined` is where each facilitator is
    written.
    """

    problem: Problem
    digest: str
    warnings: tuple[str, ...]
    absences: Mapping[str, tuple[Absence, ...]]
    busy_files: Mapping[str, BusyFiles]
    defined: Mapping[str, Where]

    def without(self, events: Collection[str]) -> Reading:
        """Return the same, but that events of these UIDs are no reason to lead nothing."""
        absences = {id: without(found, events) for id, found in self.absences.items()}
        return replace(self, problem=_staffed(self.problem, absences), absences=absences)


@dataclass(frozen=True)
class _Year:
    """The frame of an engagement. `is_sound` is false where stand-ins fill what was wrong."""

    id: str
    title: str
    zone: ZoneInfo
    window: Window
    day: Day
    is_sound: bool


def read_scenario(
    path: Path, today: date | None = None, texts: Texts = AS_WRITTEN, log: bytes | None = None
) -> Reading:
    """Return the problem that a scenario file states, seen from `today`.

    Without it, the scenario's own `today` holds, and without that the machine's date. It is read as
    if its files held the `texts`, with `log` as if its log did. Raises `BadInputError` with
    everything that is wrong.
    """
    joined = read_joined(path, [key.name for key in OWN], texts)
    complaints = joined.complaints
    if ENGAGEMENTS in joined.values:
        _refuse_portfolio(joined)
    table = opened((), joined.values, SCENARIO, complaints)
    year = _read_year(table, path)
    has_dates = year.is_sound and not table.is_wrong(TIMEZONE)
    calendars = Calendars(year.id, year.zone, year.window if has_dates else None)
    problem = _read_problem(table, year, calendars, today or _today(table, year.zone))
    complaints.raise_any()
    problem = torn(replace(problem, log=read_log(problem, path, log)))
    absences = _absences(problem, calendars)
    problem = _staffed(problem, absences)
    return Reading(
        problem,
        digest(problem),
        tuple(dict.fromkeys(calendars.warnings)),
        absences,
        calendars.busy_files,
        {id: complaints.where((FACILITATORS.name, id)) for id in problem.facilitators},
    )


def _refuse_portfolio(joined: Joined) -> None:
    """Complain of a portfolio where one engagement is asked for."""
    hint = "name one of its scenarios, with --out and its folder in that of the portfolio"
    joined.complaints.add((ENGAGEMENTS,), "is of a portfolio; expected one scenario", hint)
    joined.complaints.raise_any()


def _absences(problem: Problem, calendars: Calendars) -> Mapping[str, tuple[Absence, ...]]:
    """Return why each facilitator leads nothing when; our own events copied back are no reason."""
    own = uids_of(problem)
    return {id: without(found, own) for id, found in calendars.absences.items()}


def _staffed(problem: Problem, absences: Mapping[str, tuple[Absence, ...]]) -> Problem:
    people = problem.facilitators
    return replace(
        problem, facilitators={id: absent(who, absences[id]) for id, who in people.items()}
    )


def _read_year(table: Table, path: Path) -> _Year:
    id, zone = table.get(SCENARIO_ID), table.need(TIMEZONE)
    if not table.has(SCENARIO_ID):
        id = path.stem
        if not is_id(id):
            message = f"is missing, and the file's name {shown(id)} is not {ID.expected}"
            hint = f'write id = "{re.sub("[^A-Za-z0-9]+", "-", path.stem).strip("-") or "year"}"'
            table.complain(SCENARIO_ID, message, hint)
    window = _read_contract_dates(table)
    day = read_day(table.open(DAY_TABLE, DAY))
    return _Year(
        id=id or path.stem,
        title=table.get(TITLE) or id or path.stem,
        zone=zone or _STAND_IN_ZONE,
        window=window or Window(EARLIEST, LATEST),
        day=day,
        is_sound=window is not None and not table.is_wrong(DAY_TABLE),
    )


def _read_contract_dates(table: Table) -> Window | None:
    start, end = table.need(START), table.need(END)
    if start is None or end is None:
        return None
    if end < start:
        table.complain(END, f"{end} is before start, {start}")
        return None
    days = (end - start).days + 1
    if days > _LONGEST_DAYS:
        table.complain(END, f"{days:,} days after start are too many; expected three years at most")
        return None
    return Window(start, end)


def _today(table: Table, zone: ZoneInfo) -> date:
    return table.get(TODAY) or datetime.now(zone).date()


def _read_problem(table: Table, year: _Year, calendars: Calendars, today: date) -> Problem:
    table.get(TODAY)
    contract, lines = _read_contract(table, year)
    setting = _read_setting(table, year, calendars, lines)
    _complain_of_nothing(table)
    asks = tuple(read_asks(table.entries(REQUESTS, REQUEST)))
    engagement = Engagement(
        id=year.id,
        title=year.title,
        zone=year.zone,
        first=year.window.first,
        last=year.window.last,
        day=year.day,
        calendar=setting.calendar,
        contract=contract,
        sites=setting.sites,
        audiences=setting.audiences,
        requests={ask.id: read_texts(ask) for ask in asks},
        feeds_url=table.open(FEEDS_TABLE, FEEDS).get(BASE_URL),
    )
    orders = read_orders(asks)
    wanted = _read_wanted(engagement, asks, setting)
    expanded = expand(wanted.values(), setting.warnings)
    problem = Problem(
        engagement=engagement,
        facilitators=setting.facilitators,
        visits=expanded.visits,
        series=expanded.series,
        orders=orders,
        same_team=read_same_team(asks, wanted, expanded.visits, setting.warnings),
        today=today,
        baseline={},
        published=frozenset(),
        span_days={id: one.span_days for id, one in wanted.items() if one.span_days is not None},
        travel_minutes=table.open(TRAVEL_TABLE, TRAVEL).get(TRAVEL_MINUTES),
        freeze_days=table.get(FREEZE) or 0,
    )
    if len(wanted) < len(asks) or not expanded.visits:
        return problem
    return read_sessions(table, SESSIONS, problem, setting.windows, setting.warnings)


def _read_contract(table: Table, year: _Year) -> tuple[Contract | None, Names | None]:
    """Return the contract, None if it is wrong, and its lines, None if there is no contract."""
    contract, billing = table.open(CONTRACT_TABLE, CONTRACT), table.open(BILLING_TABLE, BILLING)
    if table.has(CONTRACT_TABLE):
        lines = Names("line", tuple(contract.get(LINES)))
        return read_contract(contract, billing, year.window, year.day, year.title), lines
    if table.has(BILLING_TABLE):
        table.complain(BILLING_TABLE, "goes with [contract], which is missing")
    return None, None


def _read_setting(table: Table, year: _Year, calendars: Calendars, lines: Names | None) -> Setting:
    school = read_school(table.open(CALENDAR_TABLE, CALENDAR), calendars, year.day)
    return Setting(
        day=year.day,
        calendar=school.calendar,
        windows=read_windows(table, WINDOW_TABLE, year.window),
        lines=lines,
        sites=read_sites(table.entries(SITES, SITE), year.zone, school, calendars),
        facilitators=read_facilitators(
            table.entries(FACILITATORS, FACILITATOR), year.zone, calendars, year.day
        ),
        audiences=read_audiences(table, AUDIENCES, school, year.window),
        warnings=calendars.warnings,
        is_sound=year.is_sound,
        calendar_is_sound=calendars.window is not None and not table.is_wrong(CALENDAR_TABLE),
    )


def _complain_of_nothing(table: Table) -> None:
    """Complain of a scenario that leaves out what no plan can do without."""
    for key, form in ((FACILITATORS, "<id>"), (AUDIENCES, ""), (REQUESTS, "<id>")):
        if not table.get(key) and not table.is_wrong(key):
            heading = ".".join(filter(None, (key.name, form)))
            table.complain(key, f"is missing; expected at least one, under [{heading}]")


def _read_wanted(
    engagement: Engagement, asks: Sequence[Ask], setting: Setting
) -> Mapping[str, Wanted]:
    """Return the requests without a mistake, by id."""
    found: dict[str, Wanted] = {}
    for ask in asks:
        wanted = read_wanted(ask, setting)
        if wanted is not None:
            complain_of_misfits(engagement, wanted)
            setting.warnings.extend(unknown_sizes(engagement, wanted))
            found[ask.id] = wanted
    return found
