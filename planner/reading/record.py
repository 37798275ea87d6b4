"""plan.json read back: a record that can be trusted, or one plain sentence why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from json import JSONDecodeError, loads
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from planner.domain.by_hand import Mark
from planner.domain.clock import Instant
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import GoalResult, Plan, Revision, Told, Unplaced, Withdrawn
from planner.domain.portfolio import Group, Inputs, PortfolioRecord
from planner.domain.record import FORMAT, WITHDRAWN, LineTotal, Record, Titles, seal
from planner.errors import BadInputError, Complaint, Where

LARGEST = 100_000_000
"""Characters. A year of 25,000 sessions takes a quarter of it."""

WAY_OUT = "plan again with --fresh: it keeps this file under another name and plans anew"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_T = TypeVar("_T")


class _UnusableError(Exception):
    """What is wrong with the record, and at which key."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.message, self.key = message, key


def read_record(text: str, shown: str) -> Record:
    """Return the record that the text of a plan.json holds; `shown` is its path for people."""
    with _complaining(shown):
        return _record(_Table(_document(text), ""))


def read_portfolio_record(text: str, shown: str) -> PortfolioRecord:
    """Return what the text of a portfolio's plan.json says of all its engagements together."""
    with _complaining(shown):
        table = _Table(_document(text), "")
        groups = tuple(map(_group, table.tables("groups")))
        inputs = {
            one.text("id"): Inputs(one.text("digest"), one.text("inputs"))
            for one in table.tables("engagements")
        }
        return PortfolioRecord(table.text("portfolio"), table.text("version"), inputs, groups)


@contextmanager
def _complaining(shown: str) -> Iterator[None]:
    """Put what is wrong with a record at its path for people."""
    try:
        yield
    except _UnusableError as wrong:
        complaint = Complaint(Where(shown, key=wrong.key), wrong.message, WAY_OUT)
        raise BadInputError([complaint]) from None


def _document(text: str) -> Mapping[str, Any]:
    """Return the JSON object, once it is known to be of our format and as we wrote it."""
    if len(text) > LARGEST:
        raise _UnusableError(f"has {len(text):,} characters; no plan of record is that large")
    try:
        document = loads(text, parse_constant=_no_number)
        if not isinstance(document, dict):
            raise _UnusableError("is not a JSON object, so it is no plan of record")
        _check_format(document)
        true_seal = seal(document)
    except JSONDecodeError as error:
        found = f"line {error.lineno}: {error.msg}"
        raise _UnusableError(f"is not JSON ({found}); was it cut short or edited?") from None
    except RecursionError:
        raise _UnusableError("is nested too deeply to be a plan of record") from None
    except ValueError:
        raise _UnusableError("holds numbers or characters that no plan of record has") from None
    if document.get("seal") != true_seal:
        raise _UnusableError("does not fit: the file was changed after it was written", "seal")
    return document


def _no_number(name: str) -> float:
    raise _UnusableError(f"holds {name}, which is not a number")


def _check_format(document: Mapping[str, Any]) -> None:
    found = document.get("format")
    if found is None:
        raise _UnusableError("is missing, so this is no plan of record", "format")
    if type(found) is not int or found != FORMAT:
        raise _UnusableError(f"found {found!r:.40}, but this planner reads {FORMAT}", "format")


def _record(table: _Table) -> Record:
    entries = table.tables("sessions")
    plan = Plan(
        sessions=tuple(map(_placed, entries)),
        unplaced=tuple(map(_unplaced, table.tables("unplaced"))),
        goals=tuple(map(_goal, table.tables("goals"))),
        revisions={entry.text("id"): _revision(entry) for entry in entries},
        withdrawn=tuple(map(_withdrawn, table.tables("withdrawn"))),
        previous=tuple(map(_placed, table.tables("previous"))),
        reproducible=table.typed("reproducible", bool, "true or false"),
        released=table.texts("released"),
    )
    _check_ids(table, plan)
    return Record(
        plan,
        table.text("engagement"),
        table.text("digest"),
        table.text("version"),
        {entry.text("id"): _told(entry) for entry in (*table.tables("withdrawn"), *entries)},
        _titles(table),
        tuple(map(_line, table.table("contract").tables("lines"))),
        table.parsed("timezone", ZoneInfo, "a time zone"),
        table.parsed("today", date.fromisoformat, "a date"),
        table.table("contract").text_or_null("state"),
    )


def _check_ids(table: _Table, plan: Plan) -> None:
    keys = [(placed.start, placed.id) for placed in plan.sessions]
    if any(later <= earlier for earlier, later in pairwise(keys)):
        raise table.wrong("sessions", "sessions sorted by start and id")
    ids = [placed.id for placed in plan.sessions]
    ids += [gone.placed.id for gone in plan.withdrawn]
    ids += [left.id for left in plan.unplaced if left.id in plan.placed]
    if len(set(ids)) != len(ids):
        raise table.wrong("sessions", "each session once")


def _placed(table: _Table) -> PlacedSession:
    parts = tuple(
        Part(entry.instant("start"), entry.instant("end"), entry.text_or_null("site"))
        for entry in table.tables("parts")
    )
    ends = [instant for part in parts for instant in (part.start, part.end)]
    if not parts or any(later <= earlier for earlier, later in pairwise(ends)):
        raise table.wrong("parts", "one part or more, each ending after it starts")
    return PlacedSession(
        table.text("id"),
        parts,
        table.texts("facilitators"),
        table.text("mode"),
    )


def _revision(table: _Table) -> Revision:
    return Revision(
        published=table.typed("published", bool, "true or false"),
        sequence=table.count("sequence"),
        revised=table.parsed("revised", date.fromisoformat, "a date"),
        content=table.text("content"),
    )


def _withdrawn(table: _Table) -> Withdrawn:
    status = table.text("status")
    mark = None if status == WITHDRAWN else table.parsed("status", Mark, "what became of it")
    return Withdrawn(_placed(table), _revision(table), _told(table), mark)


def _told(table: _Table) -> Told:
    return Told(
        request=table.text("request"),
        title=table.text("title"),
        type=table.text("type"),
        audience=table.texts("audience"),
        confidential=table.typed("confidential", bool, "true or false"),
    )


def _titles(table: _Table) -> Titles:
    titles = table.table("titles")
    includes = titles.table("includes")
    return Titles(
        engagement=table.text("title"),
        facilitators=titles.words("facilitators"),
        audiences=titles.words("audiences"),
        sites=titles.words("sites"),
        includes={id: includes.texts(id) for id in includes.values},
    )


def _line(table: _Table) -> LineTotal:
    return LineTotal(*(table.text(field.name) for field in fields(LineTotal)))


def _unplaced(table: _Table) -> Unplaced:
    return Unplaced(table.text("id"), table.texts("reasons"))


def _goal(table: _Table) -> GoalResult:
    return GoalResult(
        table.count("tier"),
        table.text("name"),
        table.typed("value", int, "a whole number"),
        table.typed("bound", int, "a whole number"),
        table.text("unit"),
    )


def _group(table: _Table) -> Group:
    return Group(table.texts("engagements"), tuple(map(_goal, table.tables("goals"))))


@dataclass(frozen=True, slots=True)
class _Table:
    """A JSON object and the path of keys to it, which ends in a dot; every reading is checked."""

    values: Mapping[str, Any]
    path: str

    def typed(self, key: str, kind: type[_T], expected: str) -> _T:
        found = self.values.get(key)
        if type(found) is not kind:
            raise self.wrong(key, expected)
        return found

    def text(self, key: str) -> str:
        return self.typed(key, str, "a text")

    def text_or_null(self, key: str) -> str | None:
        return None if self.values.get(key, "") is None else self.text(key)

    def count(self, key: str) -> int:
        number = self.typed(key, int, "a whole number")
        if number < 0:
            raise self.wrong(key, "a whole number from 0")
        return number

    def parsed(self, key: str, parse: Callable[[str], _T], expected: str) -> _T:
        try:
            return parse(self.text(key))
        except (ValueError, OverflowError):
            raise self.wrong(key, expected) from None

    def instant(self, key: str) -> Instant:
        return self.parsed(key, _instant, "a time with its offset, in whole minutes")

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(item.text("") for item in self._items(key))

    def table(self, key: str) -> _Table:
        return _Table(self.typed(key, dict, "an object"), f"{self.path}{key}.")

    def words(self, key: str) -> Mapping[str, str]:
        inner = self.table(key)
        return {id: inner.text(id) for id in inner.values}

    def tables(self, key: str) -> tuple[_Table, ...]:
        return tuple(
            _Table(item.typed("", dict, "an object"), f"{item.path}.") for item in self._items(key)
        )

    def wrong(self, key: str, expected: str) -> _UnusableError:
        if key not in self.values:
            return _UnusableError(f"is missing, expected {expected}", self.path + key)
        return _UnusableError(
            f"found {self.values[key]!r:.40}, expected {expected}", self.path + key
        )

    def _items(self, key: str) -> Iterator[_Table]:
        """Yield each item of a list as a table of its own, under the empty key."""
        for index, item in enumerate(self.typed(key, list, "a list")):
            yield _Table({"": item}, f"{self.path}{key}.{index}")


def _instant(text: str) -> Instant:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError
    minutes, rest = divmod(at - _EPOCH, timedelta(minutes=1))
    if rest:
        raise ValueError
    return minutes
