"""What each session charges, as a person reckons: a half-day with two coaches is 0.5 x 2 = 1.0.

Facilitators of a session who charge the same are one row, and so are trips to one site and equal
fees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.confidential import public_ids, request_of
from planner.domain.contract import LineUnit
from planner.domain.cuts import By
from planner.domain.postings import NOTHING, Amount, Kind, Posting, total
from planner.reports.accounts import headed
from planner.reports.page.told import title_of
from planner.reports.workbook.cells import (
    EMPTY,
    FIRST,
    Cell,
    Column,
    Look,
    Sheet,
    Table,
    added,
    count,
    down,
    product,
    text,
)
from planner.reports.workbook.charges import Book
from planner.reports.workbook.measures import Measure

_HEADINGS = (
    *("Session", "Title", "From", "To", "Type", "Audience", "Facilitators", "Line"),
    *("Unit", "Each", "Number", "Charged", "Amount each", "Amount"),
)
_UNIT, _EACH, _NUMBER, _CHARGED, _AMOUNT_EACH, _AMOUNT = "IJKLMN"


@dataclass(frozen=True)
class _Row:
    """What belongs together, and of which `number` charge the same `each`."""

    first: Posting
    dates: tuple[date, ...]
    facilitators: tuple[str, ...]
    number: int
    each: Amount

    @property
    def whole(self) -> Amount:
        """What they charge together."""
        return total([self.each] * self.number)


def sessions(book: Book) -> Sheet:
    """Return what the sessions of a book charge, each for itself, and what they come to."""
    rows = tuple(_rows(book.postings))
    ids = public_ids(book.problem)
    columns = tuple(
        Column(headed(heading, book.contract.state if heading.startswith("Amount") else None))
        for heading in _HEADINGS
    )
    cells = tuple(
        (*_told(book, ids, row), *_reckoned(book, row, FIRST + index))
        for index, row in enumerate(rows)
    )
    return Sheet(
        "Sessions",
        (Table("What each session charges", columns, cells, (_totals(book, rows),)),),
        is_list=True,
    )


def _rows(postings: Sequence[Posting]) -> Iterator[_Row]:
    yield from _sessions([one for one in postings if one.kind is Kind.SESSION])
    alike: dict[tuple[Kind, str, str | None, Amount], list[Posting]] = {}
    for one in postings:
        if one.kind is not Kind.SESSION:
            alike.setdefault((one.kind, one.line, one.site, one.amount), []).append(one)
    for (*_, each), listed in alike.items():
        yield _row(listed, len(listed), each)


def _sessions(charges: Sequence[Posting]) -> Iterator[_Row]:
    """Yield the rows of each session: its facilitators, by what all their parts charge."""
    by_session: dict[tuple[str, str], list[Posting]] = {}
    for one in charges:
        by_session.setdefault((one.session, one.line), []).append(one)
    for listed in by_session.values():
        amounts: dict[str | None, Amount] = {}
        for one in listed:
            amounts[one.facilitator] = amounts.get(one.facilitator, NOTHING) + one.amount
        alike: dict[Amount, list[str | None]] = {}
        for facilitator, amount in amounts.items():
            alike.setdefault(amount, []).append(facilitator)
        for each, team in alike.items():
            yield _row([one for one in listed if one.facilitator in team], len(team), each)


def _row(listed: Sequence[Posting], number: int, each: Amount) -> _Row:
    dates = tuple(sorted({one.date for one in listed}))
    return _Row(
        listed[0],
        dates,
        tuple(dict.fromkeys(one.facilitator for one in listed if one.facilitator)),
        number,
        each,
    )


def _told(book: Book, ids: Mapping[str, str], row: _Row) -> Iterator[Cell]:
    one, problem, known = row.first, book.problem, book.labels
    people = (known.cuts[By.FACILITATOR][id] for id in row.facilitators)
    if one.kind is Kind.TRIP:
        yield from (EMPTY, text(f"Trips to {known.of(problem, one, By.SITE)}"))
    elif one.kind is Kind.FEE:
        yield from (EMPTY, text(f"Fees of {known.lines[one.line]}"))
    else:
        yield from (text(ids[one.session]), text(title_of(request_of(problem, one.session))))
    yield from (Cell(row.dates[0], Look.DATE), Cell(row.dates[-1], Look.DATE))
    yield from (Cell(known.of(problem, one, by)) for by in (By.TYPE, By.AUDIENCE))
    yield text(", ".join(people))
    yield Cell(known.lines[one.line])


def _reckoned(book: Book, row: _Row, at: int) -> Iterator[Cell]:
    """Yield the unit, what each charges, how many do, and what that comes to."""
    unit = book.contract.lines[row.first.line].unit
    *counted, money = book.measures
    measure = next((one for one in counted if one.unit is unit), None)
    if measure is None:
        yield from (EMPTY, EMPTY, count(row.number), EMPTY)
    else:
        yield from (text(unit.value), measure.cell(row.each, ""), count(row.number))
        yield measure.cell(row.whole, f"{_EACH}{at}*{_NUMBER}{at}")
    yield money.cell(row.each, "")
    yield money.cell(row.whole, f"{_AMOUNT_EACH}{at}*{_NUMBER}{at}")


def _totals(book: Book, rows: Sequence[_Row]) -> tuple[Cell, ...]:
    """Return the coach-days and the money of all rows."""
    whole = total(row.whole for row in rows)
    charged = [EMPTY, EMPTY, EMPTY, EMPTY]
    for measure in book.measures[:-1]:
        if measure.unit is LineUnit.COACH_DAYS:
            charged = [text(measure.unit.value), EMPTY, EMPTY, _in_unit(measure, whole, len(rows))]
    amount = book.measures[-1].cell(whole, added(_AMOUNT, FIRST, len(rows)))
    return (text("Total"), *[EMPTY] * 7, *charged, EMPTY, amount)


def _in_unit(measure: Measure, whole: Amount, rows: int) -> Cell:
    is_unit = f'EXACT({down(_UNIT, FIRST, rows)},"{measure.unit.value}")'
    return measure.cell(whole, product(is_unit, down(_CHARGED, FIRST, rows)))
