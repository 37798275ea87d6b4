"""The first sheet: each line in what it buys and in money, what the words mean, and the proof.

Contracted and used before are the contract's own; all else is a formula over the lists of what is
charged and delivered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.confidential import request_of
from planner.domain.contract import LineUnit
from planner.domain.facts.included import included
from planner.domain.ledger import Ledger, LedgerLine
from planner.domain.plan import Plan
from planner.domain.postings import NOTHING, Amount, total
from planner.reports.accounts import headed, over, said_of
from planner.reports.page.told import title_of
from planner.reports.verdict import free_in, term
from planner.reports.workbook.cells import (
    EMPTY,
    FIRST,
    Cell,
    Column,
    Sheet,
    Table,
    added,
    days,
    dollars,
    down,
    letter,
    product,
    text,
)
from planner.reports.workbook.charges import Book
from planner.reports.workbook.cuts import CutSheet
from planner.reports.workbook.figures import FIGURES, definitions, formulas
from planner.reports.workbook.measures import Measure, quantity

NAME = "Summary"
_TOLD = (Column("Line"), Column("Unit"), Column("Rate"))
_AFTER = 3
"""The number of columns that say what a line is."""

_COLUMN = {heading: letter(_AFTER + index) for index, (heading, _) in enumerate(FIGURES)}


@dataclass(frozen=True)
class Summary:
    """A contract's ledger, the lists that it is added up from, and the cuts that must agree."""

    book: Ledger
    planned: Book
    delivered: Book | None
    cuts: Sequence[CutSheet]

    def sheet(self, plan: Plan) -> Sheet:
        """Return the sheet."""
        quantities = self._quantities(FIRST)
        below = FIRST + quantities.height + 1
        rows = len(self.book.lines)
        checks = self._checks(days_at=FIRST + rows, money_at=below + rows)
        tables = (quantities, self._money(below), definitions(), checks, self._notes(plan))
        return Sheet(NAME, tables)

    def _quantities(self, first: int) -> Table:
        rows = tuple(
            (
                Cell(self.planned.labels.lines[line.line.id]),
                text(line.line.unit.value if line.line.unit is not LineUnit.PRICE else "price"),
                EMPTY if line.line.unit is LineUnit.PRICE else dollars(line.line.rate_cents),
                *self._line(line, first + index, self._measure(line)),
            )
            for index, line in enumerate(self.book.lines)
        )
        columns = (*_TOLD, *(Column(heading) for heading, _ in FIGURES))
        return Table("In what each line buys", columns, rows, tuple(self._days(first)))

    def _money(self, first: int) -> Table:
        measure = self.planned.measures[-1]
        rows = tuple(
            (
                Cell(self.planned.labels.lines[line.line.id]),
                text(line.line.purchase_order),
                EMPTY,
                *self._line(line, first + index, measure),
            )
            for index, line in enumerate(self.book.lines)
        )
        columns = (
            Column("Line"),
            Column("Purchase order"),
            Column(""),
            *(Column(heading) for heading, _ in FIGURES),
        )
        totals = (
            text("Total"),
            EMPTY,
            EMPTY,
            *(
                dollars(figure(self.book.money), added(_COLUMN[heading], first, len(rows)))
                for heading, figure in FIGURES
            ),
        )
        return Table(headed("In money", self.planned.contract.state), columns, rows, (totals,))

    def _measure(self, line: LedgerLine) -> Measure | None:
        """Return what a line is counted in; None of a price."""
        counted = self.planned.measures[:-1]
        return next((one for one in counted if one.unit is line.line.unit), None)

    def _line(self, line: LedgerLine, row: int, measure: Measure | None) -> Iterator[Cell]:
        """Yield the figures of a line, in money if that is the measure."""
        is_money = measure is not None and measure.unit is LineUnit.PRICE
        balance = line.money if is_money else line.quantity
        at = {heading: f"{column}{row}" for heading, column in _COLUMN.items()}
        known: Mapping[str, str] = {}
        if measure is not None:
            known = formulas(
                at,
                self.planned,
                self.delivered,
                measure,
                lambda listed: (listed.on_line(f"$A{row}"),),
            )
        for heading, figure in FIGURES:
            formula, value = known.get(heading, ""), figure(balance)
            yield dollars(value, formula) if is_money else quantity(line, value, formula)

    def _days(self, first: int) -> Iterator[tuple[Cell, ...]]:
        """Yield the totals of the lines that buy coach-days; nothing of other units."""
        if not self.book.day_lines:
            return
        rows = len(self.book.lines)
        is_days = f'EXACT({down("B", first, rows)},"{LineUnit.COACH_DAYS.value}")'
        yield (
            text("Total"),
            text(LineUnit.COACH_DAYS.value),
            EMPTY,
            *(
                days(
                    self.book.coach_days(figure(self.book.days)),
                    product(is_days, down(_COLUMN[heading], first, rows)),
                )
                for heading, figure in FIGURES
            ),
        )

    def _checks(self, days_at: int, money_at: int) -> Table:
        """Return each cut's totals, and how far they are from those of the lines: by nothing."""
        compared = tuple(self._compared(days_at, money_at))
        rows = tuple(
            (
                text(cut.name),
                *(
                    cell
                    for measure, amount, delivered, whole in compared
                    for cell in _beside(
                        cut.total_of(measure.unit, delivered=delivered), measure, amount, whole
                    )
                ),
            )
            for cut in self.cuts
        )
        headings = [
            f"{'Delivered' if delivered else 'Planned'}: {measure.heading.lower()}"
            for measure, _, delivered, _ in compared
        ]
        columns = (
            Column("Cut"),
            *(Column(one) for heading in headings for one in (heading, "Differs by")),
        )
        return Table("All cuts come to the same", columns, rows)

    def _compared(self, days_at: int, money_at: int) -> Iterator[tuple[Measure, Amount, bool, str]]:
        """Yield what cuts are compared by: what it comes to, whether delivered, and the cell."""
        known = {LineUnit.COACH_DAYS: days_at, LineUnit.PRICE: money_at}
        for book, heading in ((self.planned, "Planned"), (self.delivered, "Delivered")):
            for measure in book.measures if book else ():
                if book is not None and measure.unit in known:
                    amount = total(one.amount for one in book.postings)
                    cell = f"${_COLUMN[heading]}${known[measure.unit]}"
                    yield measure, amount, book is self.delivered, cell

    def _notes(self, plan: Plan) -> Table:
        problem, contract = self.planned.problem, self.planned.contract
        said = [
            *(f"OVER: {over(line)}" for line in self.book.over),
            *said_of(contract, self.book),
            f"Term: {term(problem.engagement)}",
            *(
                f"Charges nothing: {title_of(request_of(problem, one.sessions[0]))} "
                f"({free_in(contract, one)})"
                for one in included(problem, plan)
            ),
        ]
        return Table("Notes", (Column("", is_loose=True),), tuple((text(one),) for one in said))


def _beside(cell: str, measure: Measure, amount: Amount, whole: str) -> tuple[Cell, Cell]:
    """Return a total of another sheet, and how far it is from the same of the lines."""
    return measure.cell(amount, cell), measure.cell(NOTHING, f"{cell}-{whole}")
