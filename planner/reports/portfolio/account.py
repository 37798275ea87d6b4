"""The contracts of a portfolio, each as an account, counted alike so that all can be added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import lcm

from planner.domain.contract import Contract, LineUnit
from planner.domain.ledger import Ledger, ledger
from planner.domain.portfolio import Portfolio, PortfolioPlan, members
from planner.domain.postings import Amount, Posting, books, total
from planner.reports.accounts import NOT_DUE
from planner.reports.portfolio.labels import labels_over
from planner.reports.workbook.charges import Book
from planner.reports.workbook.labels import apart
from planner.reports.workbook.measures import Measure, counts, in_money


class State(StrEnum):
    """Whether anything of a contract can be due."""

    SIGNED = "signed"
    DRAFT = NOT_DUE

    @classmethod
    def of(cls, contract: Contract) -> State:
        """Return that of a contract."""
        return cls.DRAFT if contract.is_draft else cls.SIGNED

    @property
    def heading(self) -> str:
        """What stands above or before amounts of such contracts."""
        return self.value.capitalize()


NO_CONTRACT = "no contract"
"""What stands for the state of a contract where there is none."""

BOTH = "Both, drafts not due"
"""What stands above or before amounts of all contracts together."""


@dataclass(frozen=True)
class Account:
    """What one engagement charges under its contract.

    `label` is what the engagement is called over all; `scale` of the ticks that all accounts share
    make one of the contract's.
    """

    label: str
    contract: Contract
    ledger: Ledger
    planned: Book
    delivered: Book | None
    scale: int

    @property
    def state(self) -> State:
        """Whether anything of it can be due."""
        return State.of(self.contract)

    def shared(self, amount: Amount) -> Amount:
        """Return an amount in the ticks that all accounts share."""
        return replace(amount, ticks=amount.ticks * self.scale)

    def total(self, postings: Iterable[Posting]) -> Amount:
        """Add up postings, in the ticks that all accounts share."""
        return self.shared(total(one.amount for one in postings))


@dataclass(frozen=True)
class Accounts:
    """All accounts by their engagements' ids, in the portfolio's order.

    `titles` has what every engagement is called, those without a contract among them.
    """

    titles: Mapping[str, str]
    of: Mapping[str, Account]
    ticks_per_day: int

    def __iter__(self) -> Iterator[Account]:
        return iter(self.of.values())

    @property
    def days(self) -> Measure:
        """The measure of coach-days."""
        return counts({LineUnit.COACH_DAYS}, self.ticks_per_day)[0]

    @property
    def counted(self) -> Sequence[Measure]:
        """All measures but money; of coach-days always."""
        sold = {line.unit for each in self for line in each.contract.lines.values()}
        return counts(sold | {LineUnit.COACH_DAYS}, self.ticks_per_day)

    def under(self, state: State | None) -> Sequence[Account]:
        """Return the accounts that are signed, or those that are not; None: all."""
        return [one for one in self if state in (None, one.state)]


def money(state: State) -> Measure:
    """Return the measure of money under signed contracts, or under drafts."""
    return in_money(f"Amount ({state})")


def accounts(portfolio: Portfolio, plan: PortfolioPlan) -> Accounts:
    """Return what is charged in each engagement of a plan that has a contract."""
    known = {problem.engagement.id: problem.engagement for problem in portfolio.problems}
    titles = apart({id: (engagement.title, id) for id, engagement in known.items()})
    contracts = {id: one.contract for id, one in known.items() if one.contract is not None}
    ticks_per_day = lcm(*(contract.ticks_per_day for contract in contracts.values()))
    posted = {
        problem.engagement.id: books(problem, its) for problem, its in members(portfolio, plan)
    }
    names = labels_over(portfolio, {id: one.postings for id, one in posted.items()})
    found = {}
    for problem, its in members(portfolio, plan):
        id = problem.engagement.id
        if id not in contracts:
            continue
        contract, own = contracts[id], posted[id]
        delivered, awaited = None, None
        if own.is_logged:
            delivered = Book("Delivered", problem, contract, names[id], own.delivered)
            awaited = frozenset(own.awaited)
        found[id] = Account(
            label=titles[id],
            contract=contract,
            ledger=ledger(problem, its),
            planned=Book("Charges", problem, contract, names[id], own.planned, awaited),
            delivered=delivered,
            scale=ticks_per_day // contract.ticks_per_day,
        )
    return Accounts(titles, found, ticks_per_day)
