"""A portfolio as it stands: each engagement's plan, what they come to together, and every file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from planner import __version__
from planner.cli.replan import Outcome
from planner.documents import RECORD, portfolio_documents
from planner.domain.portfolio import Inputs, Portfolio, PortfolioPlan, PortfolioRecord
from planner.errors import BadInputError
from planner.folder import Folder
from planner.portfolio import joined, results_of
from planner.reading.portfolio import PortfolioReading
from planner.reading.record import read_portfolio_record


@dataclass(frozen=True)
class Standing:
    """What stands of each engagement and, over all, as a plan; `version` made it."""

    id: str
    title: str
    outcomes: tuple[Outcome, ...]
    plan: PortfolioPlan
    inputs: tuple[Inputs, ...]
    version: str

    @classmethod
    def of(
        cls,
        reading: PortfolioReading,
        outcomes: Sequence[Outcome],
        record: PortfolioRecord | None,
    ) -> Standing:
        """Return engagements as they stand now; proven is what the record knows of the same."""
        problems, plans = [one.problem for one in outcomes], [one.plan for one in outcomes]
        inputs = dict(zip(reading.ids, reading.inputs, strict=True))
        results = results_of(problems, plans, record.groups_of(inputs) if record else ())
        version = record.version if record else __version__
        plan = joined(problems, plans, results)
        return cls(reading.id, reading.title, tuple(outcomes), plan, reading.inputs, version)

    @property
    def portfolio(self) -> Portfolio:
        """The engagements as they were planned."""
        return Portfolio(self.id, self.title, tuple(one.problem for one in self.outcomes))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file of the folder."""
        each = [one.files for one in self.outcomes]
        return portfolio_documents(self.portfolio, self.plan, each, self.inputs, self.version)

    @property
    def needs_a_person(self) -> bool:
        """Tell whether any engagement does."""
        return any(one.needs_a_person for one in self.outcomes)


def known(folder: Folder) -> PortfolioRecord | None:
    """Return what the folder's plan.json says over all; None where it cannot be used.

    Nothing is lost with it: each engagement has its own record.
    """
    text = folder.read(RECORD)
    try:
        shown = f"{folder.shown}/{RECORD}"
        return None if text is None else read_portfolio_record(text.decode(errors="replace"), shown)
    except BadInputError:
        return None
