"""What anybody may read of each session: of a confidential one neither who nor what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.confidential import COACHING, public_ids, request_of
from planner.domain.plan import Plan
from planner.domain.problem import Problem, Request


@dataclass(frozen=True, slots=True)
class Told:
    """A session for everybody's eyes.

    `audience` has titles, `attending` the ids of all audiences that are busy with it; both are
    empty when it is confidential. `follows`: it is the follow-up of the session before it. `mark`
    is what became of it by hand, "" where nothing was said.
    """

    id: str
    title: str
    type: str
    audience: tuple[str, ...]
    attending: tuple[str, ...]
    is_published: bool
    follows: bool
    mark: str


def told(problem: Problem, plan: Plan) -> Mapping[str, Told]:
    """Return what is told of every session, placed or not, by its own id."""
    ids = public_ids(problem)
    published = {id for id, revision in (plan.revisions or {}).items() if revision.published}
    return {
        id: _told(problem, id, ids[id], is_published=id in published) for id in problem.sessions
    }


def title_of(request: Request) -> str:
    """Return what everybody may call a request."""
    return COACHING if request.confidential else request.title


def _told(problem: Problem, id: str, public_id: str, *, is_published: bool) -> Told:
    request, known = request_of(problem, id), problem.engagement.audiences
    audience = () if request.confidential else problem.sessions[id].audience
    return Told(
        id=public_id,
        title=title_of(request),
        type=request.type,
        audience=tuple(known[one].title for one in audience),
        attending=tuple(one for one in known if one in problem.attending(audience)),
        is_published=is_published,
        follows=problem.sessions[id].follows,
        mark=_mark(problem, id),
    )


def _mark(problem: Problem, id: str) -> str:
    said = problem.by_hand.get(id)
    return "" if said is None or said.mark is None else said.mark.value
