"""What a confidential session is called where not everybody may know whom it is with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from planner.domain.plan import Told
from planner.domain.problem import Problem, Request

COACHING = "Coaching"
"""What a confidential session is to all but its facilitators and its audience."""


def request_of(problem: Problem, session_id: str) -> Request:
    """Return the request that a session comes of; of a follow-up, with the texts of follow-ups."""
    visit = problem.visits[problem.visit_of[session_id]]
    request = problem.engagement.requests[visit.request]
    return request.follow_up or request if problem.sessions[session_id].follows else request


def told_of(problem: Problem, session_id: str) -> Told:
    """Return what a session of the scenario is to people."""
    request = request_of(problem, session_id)
    audience = problem.sessions[session_id].audience
    return Told(request.id, request.title, request.type, audience, request.confidential)


def public_ids(problem: Problem) -> Mapping[str, str]:
    """Return, for every session, the id that anyone may read.

    Of a confidential session it is its request and a number. The number counts from 1 over all
    sessions of the request in the scenario's order, follow-ups too, placed or not, so that it
    neither names an audience nor changes when a date does.
    """
    counted = Counter[str]()
    ids: dict[str, str] = {}
    for session_id in problem.sessions:
        request = request_of(problem, session_id)
        counted[request.id] += 1
        neutral = f"{request.id}/{counted[request.id]}"
        ids[session_id] = neutral if request.confidential else session_id
    return ids
