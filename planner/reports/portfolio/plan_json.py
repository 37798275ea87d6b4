"""plan.json of a portfolio: the sessions of all engagements, and how good they are together.

Each engagement's own plan.json stays its record; this is what they say, under the ids that a
portfolio gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from planner.domain.clock import Instant
from planner.domain.contract import NO_LINE
from planner.domain.portfolio import Group, Inputs, Portfolio, PortfolioPlan, members, within
from planner.domain.record import FORMAT
from planner.reports.plan_json import Json, document, goal_entry, sealed

_NAMED = frozenset({"id", "request", "line", "site"})
"""Keys of which a portfolio puts the engagement's id before the value."""


def portfolio_json(
    portfolio: Portfolio, plan: PortfolioPlan, inputs: Sequence[Inputs], version: str
) -> str:
    """Return the text of plan.json; `inputs` are those of each engagement, in their order."""
    told = [
        document(problem, one, made.alone, version)
        for (problem, one), made in zip(members(portfolio, plan), inputs, strict=True)
    ]
    starts = [one.start for each in plan.plans for one in each.sessions]
    sessions = [entry for one in told for entry in _within(one, "sessions")]
    return sealed(
        {
            "format": FORMAT,
            "portfolio": portfolio.id,
            "title": portfolio.title,
            "engagements": list(map(_engagement, told, inputs)),
            "digest": digest_of_all(inputs),
            "version": version,
            "reproducible": plan.reproducible,
            "sessions": list(_in_order(starts, sessions)),
            "unplaced": [entry for one in told for entry in _within(one, "unplaced")],
            "goals": list(map(goal_entry, plan.goals)),
            "groups": list(map(_group, plan.groups)),
            "withdrawn": [entry for one in told for entry in _within(one, "withdrawn")],
            "titles": _titles(portfolio, told),
        }
    )


def digest_of_all(inputs: Sequence[Inputs]) -> str:
    """Return the SHA-256, in hex, of what all engagements were planned from together."""
    return sha256("\n".join(made.beside for made in inputs).encode("ascii")).hexdigest()


def _engagement(told: Json, made: Inputs) -> Json:
    keys = ("title", "timezone", "contract", "today", "digest")
    known = {key: told[key] for key in keys}
    return {
        "id": told["engagement"],
        **known,
        "inputs": made.beside,
        "reproducible": told["reproducible"],
    }


def _within(told: Json, key: str) -> Iterator[Json]:
    """Yield the entries of an engagement under the ids that a portfolio gives."""
    for entry in told[key]:
        yield {"engagement": told["engagement"], **_named(told["engagement"], entry)}


def _named(engagement: str, entry: Mapping[str, Any]) -> Json:
    named = {key: _id(engagement, one) if key in _NAMED else one for key, one in entry.items()}
    if "audience" in entry:
        named["audience"] = [within(engagement, id) for id in entry["audience"]]
    if "parts" in entry:
        named["parts"] = [_named(engagement, part) for part in entry["parts"]]
    return named


def _id(engagement: str, id: str | None) -> str | None:
    return id if id in (None, NO_LINE) else within(engagement, str(id))


def _in_order(starts: Sequence[Instant], sessions: Sequence[Json]) -> Iterator[Json]:
    """Yield sessions by start and id; what is written as the start has an offset of its own."""
    pairs = zip(starts, sessions, strict=True)
    for _, session in sorted(pairs, key=lambda pair: (pair[0], pair[1]["id"])):
        yield session


def _group(group: Group) -> Json:
    return {
        "engagements": list(group.engagements),
        "goals": list(map(goal_entry, group.goals)),
    }


def _titles(portfolio: Portfolio, told: Sequence[Json]) -> Json:
    """Return what people call facilitators, and everything of an engagement's own."""
    own: Json = {"audiences": {}, "sites": {}}
    for one in told:
        for kind, titles in own.items():
            named = one["titles"][kind].items()
            titles.update({within(one["engagement"], id): title for id, title in named})
    return {"facilitators": {id: who.title for id, who in portfolio.facilitators.items()}, **own}
