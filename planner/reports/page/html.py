"""report.html: its sections in their order, filled into templates that escape every text."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from planner.domain.clock import Half
from planner.domain.facts import Facts, facts
from planner.domain.ledger import ledger
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.reports.accounts import NOT_DUE, headed
from planner.reports.page.attention import notices
from planner.reports.page.budget import budget
from planner.reports.page.charts import axis
from planner.reports.page.listing import listing
from planner.reports.page.spacing import rows
from planner.reports.page.timetable import sheets
from planner.reports.page.told import told
from planner.reports.page.weeks import year
from planner.reports.verdict import is_optimal, standing, term, verdict
from planner.reports.wording import one_line

if TYPE_CHECKING:
    from jinja2 import Environment


def report_html(problem: Problem, plan: Plan) -> bytes:
    """Return the page of a plan in UTF-8: it asks no network for anything, and no script is needed.

    Dates and clock times are the engagement's.
    """
    style, script = _beside("page.css"), _beside("page.js")
    text = (
        _environment()
        .get_template("page.html")
        .render(
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
            **_sections(problem, plan),
        )
    )
    return text.encode()


def _sections(problem: Problem, plan: Plan) -> dict[str, Any]:
    engagement = problem.engagement
    known, book, how = told(problem, plan), ledger(problem, plan), verdict(problem, plan)
    like = facts(problem, plan)
    contract = engagement.contract
    return {
        "engagement": engagement,
        "term": term(engagement),
        "standing": standing(contract),
        "is_draft": contract is not None and contract.is_draft,
        "headed": partial(headed, state=contract.state if contract else None),
        "not_due": NOT_DUE,
        "how": how,
        "book": book,
        "trips": _trips(like),
        "notices": notices(problem, plan, how, book, known),
        "sheets": sheets(problem, plan, known),
        "halves": tuple(Half),
        "year": year(problem, like.load),
        "series": rows(problem, plan, like.spacing),
        "axis": axis(engagement.first, engagement.last),
        "budget": budget(problem, book, like.included),
        "goals": plan.goals,
        "listing": listing(problem, plan, known),
    }


def _trips(like: Facts) -> int:
    return sum(len(at.trips) for at in like.trips)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    made = Environment(
        loader=PackageLoader("planner.reports.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printable,
    )
    made.filters |= {"name": _name, "lines": _lines}
    made.tests["optimal"] = is_optimal
    return made


def _printable(value: object) -> object:
    """Return a text on one line, without what no page can hold; what is markup stays."""
    is_markup = hasattr(value, "__html__")
    return one_line(value) if isinstance(value, str) and not is_markup else value


def _name(text: str) -> object:
    """Return a text of the scenario's, kept apart from what is around it however it is written."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup("<bdi>{}</bdi>").format(one_line(text))


def _lines(values: tuple[str, ...]) -> object:
    """Return values for an attribute, one a line."""
    from markupsafe import escape  # noqa: PLC0415

    return escape("\n".join(map(one_line, values)))


def _beside(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf8")


def _hash(text: str) -> str:
    """Return how a content security policy names an inline text (CSP level 3, section 6.7.3.3)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
