"""plan.json: the plan of record, the one source of every other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planner.domain.charge import Charge, charges_by_session, coach_days, money
from planner.domain.clock import Instant, moment
from planner.domain.confidential import told_of
from planner.domain.contract import NO_LINE
from planner.domain.ledger import ledger
from planner.domain.placement import PlacedSession
from planner.domain.plan import GoalResult, Plan, Revision, Told, Unplaced
from planner.domain.problem import Problem
from planner.domain.record import FORMAT, WITHDRAWN, canonical, seal
from planner.domain.uids import uids

Json = dict[str, Any]


def plan_json(problem: Problem, plan: Plan, digest: str, version: str) -> str:
    """Return the text of plan.json.

    `digest` is that of the inputs. The plan has its revisions; clock times are the engagement's.
    """
    return sealed(document(problem, plan, digest, version))


def document(problem: Problem, plan: Plan, digest: str, version: str) -> Json:
    """Return what plan.json says, but for its seal."""
    engagement = problem.engagement
    contract = engagement.contract
    return {
        "format": FORMAT,
        "engagement": engagement.id,
        "title": engagement.title,
        "timezone": engagement.zone.key,
        "contract": {
            "state": contract.state if contract else None,
            "lines": list(_lines(problem, plan)),
        },
        "today": problem.today.isoformat(),
        "digest": digest,
        "version": version,
        "reproducible": plan.reproducible,
        "sessions": list(_sessions(problem, plan)),
        "unplaced": list(map(_unplaced, plan.unplaced)),
        "goals": list(map(goal_entry, plan.goals)),
        "withdrawn": list(_withdrawn(problem, plan)),
        "previous": [{"id": moved.id, **_placement(problem, moved)} for moved in plan.previous],
        "released": list(plan.released),
        "titles": _titles(problem),
    }


def sealed(document: Mapping[str, Any]) -> str:
    """Return the text of a document with its seal."""
    return canonical({**document, "seal": seal(document)})


def _sessions(problem: Problem, plan: Plan) -> Iterator[Json]:
    costs = charges_by_session(problem, plan)
    revisions = plan.revisions or {}
    for placed in plan.sessions:
        yield {
            "id": placed.id,
            **_told(told_of(problem, placed.id)),
            **_placement(problem, placed),
            "line": problem.sessions[placed.id].line or NO_LINE,
            **_cost(problem, costs[placed.id]),
            **_revision(problem, placed, revisions[placed.id]),
        }


def _told(told: Told) -> Json:
    return {
        "request": told.request,
        "title": told.title,
        "type": told.type,
        "confidential": told.confidential,
        "audience": list(told.audience),
    }


def _placement(problem: Problem, placed: PlacedSession) -> Json:
    def written(at: Instant) -> str:
        return moment(at, problem.engagement.zone).isoformat()

    return {
        "site": placed.site,
        "mode": placed.mode,
        "facilitators": list(placed.facilitators),
        "parts": [
            {"start": written(part.start), "end": written(part.end), "site": part.site}
            for part in placed.parts
        ],
        "start": written(placed.start),
        "end": written(placed.end),
    }


def _cost(problem: Problem, charged: Sequence[Charge]) -> Json:
    contract = problem.engagement.contract
    ticks = sum(charge.ticks for charge in charged)
    cents = sum(charge.cents for charge in charged)
    days = coach_days(ticks, contract.ticks_per_day if contract else 1)
    return {"coach_days": f"{days:f}", "amount": f"{money(cents):f}"}


def _revision(problem: Problem, placed: PlacedSession, revision: Revision) -> Json:
    return {
        "published": revision.published,
        "sequence": revision.sequence,
        "revised": revision.revised.isoformat(),
        "content": revision.content,
        "uids": list(uids(problem.engagement.id, placed.id, len(placed.parts))),
    }


def _unplaced(unplaced: Unplaced) -> Json:
    return {"id": unplaced.id, "reasons": list(unplaced.reasons)}


def goal_entry(goal: GoalResult) -> Json:
    """Return a goal as plan.json writes it."""
    return {
        "tier": goal.tier,
        "name": goal.name,
        "value": goal.value,
        "bound": goal.bound,
        "unit": goal.unit,
    }


def _withdrawn(problem: Problem, plan: Plan) -> Iterator[Json]:
    costs = charges_by_session(problem, plan)
    for gone in plan.withdrawn:
        session = problem.sessions.get(gone.placed.id)
        yield {
            "id": gone.placed.id,
            "status": gone.mark or WITHDRAWN,
            **_told(gone.told),
            **_placement(problem, gone.placed),
            "line": (session.line if session and gone.mark else None) or NO_LINE,
            **_cost(problem, costs.get(gone.placed.id, ())),
            **_revision(problem, gone.placed, gone.revision),
        }


def _lines(problem: Problem, plan: Plan) -> Iterator[Json]:
    for line in ledger(problem, plan).lines:
        yield {
            "id": line.line.id,
            "title": line.line.title,
            "unit": line.line.unit,
            "planned": line.text(line.quantity.planned),
            "unplanned": line.text(line.quantity.unplanned),
            "amount": f"{money(line.money.planned):f}",
        }


def _titles(problem: Problem) -> Json:
    engagement = problem.engagement
    return {
        "facilitators": {id: one.title for id, one in problem.facilitators.items()},
        "audiences": {id: one.title for id, one in engagement.audiences.items()},
        "sites": {id: one.title for id, one in engagement.sites.items()},
        "includes": {
            id: sorted(one.includes) for id, one in engagement.audiences.items() if one.includes
        },
    }
