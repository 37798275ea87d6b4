"""The shapes a rule can have. A rule is a module; each has a title and a check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from planner.domain.facilitator import Facilitator
from planner.domain.layout import Option
from planner.domain.plan import Breach, Plan
from planner.domain.problem import Problem, Visit

if TYPE_CHECKING:
    from planner.model import Model


class Rule(Protocol):
    """Something no plan may break. `TITLE` completes "a session ..."."""

    TITLE: str

    def check(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Yield how a plan breaks the rule, from dates and names alone."""


class StartRule(Rule, Protocol):
    """A rule that refuses starts of a visit; `REFUSAL` completes "n starts are ..."."""

    REFUSAL: str

    def refuses(self, problem: Problem, visit: Visit, option: Option) -> bool:
        """Tell whether a visit may not have a start."""


class TeamRule(Rule, Protocol):
    """A rule that refuses a facilitator for a visit, whenever it is."""

    def refuses(self, visit: Visit, facilitator: str) -> bool:
        """Tell whether a facilitator may not lead a visit."""


class FreeRule(Rule, Protocol):
    """A rule that refuses a facilitator for a start."""

    def refuses(self, problem: Problem, facilitator: Facilitator, option: Option) -> bool:
        """Tell whether a facilitator cannot lead anything at a start."""


class PostedRule(Rule, Protocol):
    """A rule about several visits, posted to the model."""

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid in the model exactly what `check` finds in a plan."""


class SharedRule(Rule, Protocol):
    """A rule about the engagements of a portfolio that have a facilitator in common."""

    def post_between(self, problems: Sequence[Problem], models: Sequence[Model]) -> None:
        """Forbid between models that share one solver's model what `check` finds elsewhere."""
