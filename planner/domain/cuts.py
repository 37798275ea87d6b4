"""The ledger cut seven ways: each way tells the same postings apart by something else.

Every posting has exactly one key in each cut, so each cut adds up to all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto

from planner.domain.confidential import request_of
from planner.domain.postings import NOTHING, Amount, Kind, Posting, total
from planner.domain.problem import Problem


class Apart(Enum):
    """Keys of what has no name in a cut, or none to be told."""

    CONFIDENTIAL = auto()
    NOBODY = auto()
    NOWHERE = auto()
    VIRTUAL = auto()
    CANCELLED = auto()
    TRIP = auto()
    FEE = auto()
    UNNAMED = auto()


Key = date | str | tuple[str, ...] | Apart
"""A date is the first of a month or fiscal year; audiences that meet together are one key."""


class By(StrEnum):
    """What postings are told apart by."""

    MONTH = "month"
    FISCAL_YEAR = "fiscal year"
    FACILITATOR = "facilitator"
    AUDIENCE = "audience"
    SITE = "site"
    TYPE = "type"
    PURCHASE_ORDER = "purchase order"


@dataclass(frozen=True, slots=True)
class Cut:
    """Amounts by key and line, keys as they are met first; lines without a posting are left out."""

    by: By
    rows: Mapping[Key, Mapping[str, Amount]]

    def of(self, key: Key) -> Amount:
        """Return what all lines pay for a key."""
        return total(self.rows[key].values()) if key in self.rows else NOTHING

    @property
    def total(self) -> Amount:
        """What all keys come to."""
        return total(self.of(key) for key in self.rows)


def cut(problem: Problem, postings: Iterable[Posting], by: By) -> Cut:
    """Tell postings apart. Confidential sessions have one audience together, and it has no name."""
    rows: dict[Key, dict[str, Amount]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for posting in postings:
        rows[key_of(problem, posting, by)][posting.line] += posting.amount
    return Cut(by, {key: dict(lines) for key, lines in rows.items()})


def key_of(problem: Problem, posting: Posting, by: By) -> Key:
    """Return what a posting counts as."""
    return _KEYS[by](problem, posting)


def fiscal_year(day: date, month: int) -> date:
    """Return the first day of the fiscal year that a date lies in."""
    return date(day.year - (day.month < month), month, 1)


def _month(_: Problem, posting: Posting) -> Key:
    return posting.date.replace(day=1)


def _fiscal_year(problem: Problem, posting: Posting) -> Key:
    contract = problem.engagement.contract
    assert contract is not None, "without a contract nothing is posted"  # noqa: S101
    return fiscal_year(posting.date, contract.fiscal_year_month)


def _facilitator(_: Problem, posting: Posting) -> Key:
    return posting.facilitator or Apart.NOBODY


def _audience(problem: Problem, posting: Posting) -> Key:
    if posting.session not in problem.sessions:
        return Apart.NOBODY
    if request_of(problem, posting.session).confidential:
        return Apart.CONFIDENTIAL
    return problem.sessions[posting.session].audience or Apart.NOBODY


def _site(_: Problem, posting: Posting) -> Key:
    return posting.site or (Apart.NOWHERE if posting.kind is Kind.FEE else Apart.VIRTUAL)


def _type(problem: Problem, posting: Posting) -> Key:
    if posting.kind is not Kind.SESSION:
        return Apart.TRIP if posting.kind is Kind.TRIP else Apart.FEE
    if posting.session not in problem.sessions:
        return Apart.UNNAMED
    if posting.session in problem.lapsed:
        return Apart.CANCELLED
    return request_of(problem, posting.session).type


def _purchase_order(problem: Problem, posting: Posting) -> Key:
    contract = problem.engagement.contract
    return (contract and contract.lines[posting.line].purchase_order) or Apart.UNNAMED


_KEYS: Mapping[By, Callable[[Problem, Posting], Key]] = {
    By.MONTH: _month,
    By.FISCAL_YEAR: _fiscal_year,
    By.FACILITATOR: _facilitator,
    By.AUDIENCE: _audience,
    By.SITE: _site,
    By.TYPE: _type,
    By.PURCHASE_ORDER: _purchase_order,
}
